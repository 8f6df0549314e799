package io.governance.examples.faults.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The shop's endpoint: {@code GET /prices/42}. */
final class ShopServer implements AutoCloseable {
    private static final String PREFIX = "/prices/";
    private static final int THREADS = 32;
    private static final int STOP_SECONDS = 2;

    static {
        // header and body leave as two packets; without this the second waits 40 ms for the first one's receipt
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads;

    private ShopServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    static ShopServer start(String node, Prices prices) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "shop");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext(PREFIX, exchange -> answer(exchange, node, prices));
        server.start();
        return new ShopServer(server, threads);
    }

    private static void answer(HttpExchange exchange, String node, Prices prices) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            try {
                Prices.Price price = prices.find(Long.parseLong(path.substring(PREFIX.length())));
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                send(
                        exchange,
                        200,
                        "{\"node\":\"" + node + "\",\"cents\":" + price.cents() + ",\"degraded\":" + price.isDegraded()
                                + "}");
            } catch (NumberFormatException e) {
                send(exchange, 404, "there is nothing here but " + PREFIX + "NUMBER");
            } catch (RuntimeException e) {
                send(exchange, 500, "there is no price: " + e);
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Takes no new connections, and lets those who are being served have their answer. */
    @Override
    public void close() {
        server.stop(STOP_SECONDS);
        threads.shutdownNow();
    }
}
