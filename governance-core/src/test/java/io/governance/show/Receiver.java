package io.governance.show;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that receives alerts, and answers each request as the test has planned. */
final class Receiver implements AutoCloseable {
    /** What to do with one request; without a plan it is answered with 204. */
    enum Plan {
        ANSWER_503,
        ANSWER_400,
        /** Takes the request and never answers. */
        HANG,
        /** Sends the headers, then nothing. */
        DRIP,
        /** Closes the connection without an answer. */
        CLOSE
    }

    record Delivery(String timestamp, String signature, String body) {}

    final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
    private final Queue<Plan> plans = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "receiver");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private volatile boolean alwaysHangs;

    Receiver(Plan... planned) throws IOException {
        plans.addAll(List.of(planned));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/alerts", this::handle);
        server.start();
    }

    static Receiver hanging() throws IOException {
        Receiver receiver = new Receiver();
        receiver.alwaysHangs = true;
        return receiver;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/alerts");
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        deliveries.add(new Delivery(
                exchange.getRequestHeaders().getFirst("Governance-Timestamp"),
                exchange.getRequestHeaders().getFirst("Governance-Signature"),
                new String(body, StandardCharsets.UTF_8)));
        Plan plan;
        synchronized (plans) {
            plan = alwaysHangs ? Plan.HANG : plans.poll();
        }
        if (plan == null) {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            return;
        }
        switch (plan) {
            case ANSWER_503 -> exchange.sendResponseHeaders(503, -1);
            case ANSWER_400 -> exchange.sendResponseHeaders(400, -1);
            case HANG -> await();
            case DRIP -> {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write('a');
                exchange.getResponseBody().flush();
                await();
            }
            case CLOSE -> throw new IOException("the connection is closed without an answer");
        }
        exchange.close();
    }

    private void await() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
