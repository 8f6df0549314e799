package io.governance.examples.orderdesk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Asks the health endpoints ten times a second, as a load balancer would. */
public final class HealthPoller implements AutoCloseable {
    private static final long GAP_MILLIS = 100;

    /**
     * What the probes were told.
     *
     * @param polls probes so far
     * @param notOk probes that did not get 200
     */
    public record Counters(long polls, long notOk) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LongAdder polls = new LongAdder();
    private final LongAdder notOk = new LongAdder();
    private final Thread thread;
    private final int port;

    private HealthPoller(int port) {
        this.port = port;
        this.thread = new Thread(this::poll, "health-poller");
        thread.setDaemon(true);
    }

    /** Starts probing ready and live on a port of this machine. */
    public static HealthPoller start(int port) {
        HealthPoller poller = new HealthPoller(port);
        poller.thread.start();
        return poller;
    }

    private void poll() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ask("/health/ready");
                ask("/health/live");
                TimeUnit.MILLISECONDS.sleep(GAP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(String path) throws InterruptedException {
        HttpRequest probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        boolean isOk;
        try {
            isOk = client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            isOk = false;
        }
        notOk.add(isOk ? 0 : 1);
        polls.increment();
    }

    /** Returns what the probes were told so far. */
    public Counters counters() {
        return new Counters(polls.sum(), notOk.sum());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
