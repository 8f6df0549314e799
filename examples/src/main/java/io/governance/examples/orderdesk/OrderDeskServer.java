package io.governance.examples.orderdesk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The desk's endpoint: {@code GET /customers/4711/dashboard}. */
public final class OrderDeskServer implements AutoCloseable {
    private static final Pattern PATH = Pattern.compile("/customers/([0-9]{1,18})/dashboard");
    private static final int THREADS = 4;

    static {
        // header and body leave as two packets; without this the second waits 40 ms for the first one's receipt
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private OrderDeskServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Serves dashboards on the loop-back address.
     *
     * @param port 0 for any free one
     * @throws IOException when the port is in use, or cannot be opened
     */
    public static OrderDeskServer start(CustomerDashboard dashboards, int port) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
        } catch (BindException e) {
            throw new IOException("port " + port + " is in use: stop what uses it, or choose another, or 0 for any", e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "order-desk");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, dashboards));
        server.start();
        return new OrderDeskServer(server, threads);
    }

    private static void answer(HttpExchange exchange, CustomerDashboard dashboards) throws IOException {
        try (exchange) {
            Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
            if (!path.matches()) {
                send(exchange, 404, "there is nothing here but /customers/NUMBER/dashboard");
                return;
            }
            try {
                String dashboard = DashboardJson.write(dashboards.load(Long.parseLong(path.group(1))));
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                send(exchange, 200, dashboard);
            } catch (UnknownCustomerException e) {
                send(exchange, 404, String.valueOf(e.getMessage()));
            } catch (SQLException | RuntimeException e) {
                send(exchange, 500, "the dashboard cannot be loaded: " + e.getMessage());
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Returns the port it serves on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
