package io.governance.examples.orderdesk;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Asks the health endpoints ten times a second, as a load balancer would. */
public final class HealthPoller implements AutoCloseable {
    private static final long GAP_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    /**
     * What the probes were told.
     *
     * @param polls probes so far
     * @param notOk probes that did not get 200
     */
    public record Counters(long polls, long notOk) {}

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

    private void ask(String path) {
        boolean isOk;
        try {
            isOk = DeskClient.get(DeskClient.address(port, path), PATIENCE).status() == OK;
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
