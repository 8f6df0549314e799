package io.governance.show;

import io.governance.measure.Time;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.LongAdder;

/**
 * Answers probes of load balancers from memory, on one thread of its own: a busy application still answers.
 *
 * <p>{@code /health}, {@code /health/live}, {@code /health/ready} and {@code /health/started} by GET, HEAD and OPTIONS,
 * and {@code OPTIONS *} as ready; HTTP/1.0 and 1.1, kept alive. At most 64 connections: the oldest that still owes its
 * request makes room for a new one. A request has 4 KiB, two seconds and no body. Only local callers see details;
 * whoever is reached through a proxy on this machine counts as remote as long as the proxy says so. Thread-safe.
 */
public final class HealthServer implements AutoCloseable {
    private static final int BACKLOG = 256;
    private static final int LAST_PORT = 65_535;
    private static final long STOP_MILLIS = 2_000;

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final Thread thread;
    private final int port;
    private final LongAdder failures = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    private HealthServer(ServerSocketChannel listener, Selector selector, Health health, Time time) throws IOException {
        this.listener = listener;
        this.selector = selector;
        this.port = listener.socket().getLocalPort();
        ProbeLoop loop = new ProbeLoop(listener, selector, health, time, failures, dropped);
        this.thread = new Thread(loop, "governance-health-" + port);
        thread.setDaemon(true);
    }

    /**
     * Starts answering on every address of this machine.
     *
     * @param port 0 takes any free one
     * @throws IllegalArgumentException when that is no port
     * @throws IllegalStateException when the port is in use or may not be used; nothing is left open then
     */
    public static HealthServer start(Health health, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new IllegalArgumentException(
                    "the health server was given port " + port + ", expected 0 (any free one) to " + LAST_PORT);
        }
        return start(health, new InetSocketAddress(port));
    }

    /**
     * Starts answering on one address.
     *
     * @throws IllegalStateException when it is in use or not of this machine; nothing is left open then
     */
    public static HealthServer start(Health health, InetSocketAddress address) {
        return start(health, address, Time.system());
    }

    static HealthServer start(Health health, InetSocketAddress address, Time time) {
        try {
            HealthServer server = open(health, address, time);
            server.thread.start();
            return server;
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException(
                    "the health server cannot listen on port " + address.getPort() + " of " + address.getHostString()
                            + " (" + e.getMessage() + "); the application is not affected, but no probe is answered: "
                            + "stop what uses the port, or start the server on another one (0 takes any free one)",
                    e);
        }
    }

    private static HealthServer open(Health health, InetSocketAddress address, Time time) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.bind(address, BACKLOG);
            listener.configureBlocking(false);
            Selector selector = Selector.open();
            try {
                return new HealthServer(listener, selector, health, time);
            } catch (IOException | RuntimeException e) {
                selector.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            listener.close();
            throw e;
        }
    }

    /** Returns the port that is listened on. */
    public int port() {
        return port;
    }

    /** Returns how often something went wrong that no caller can be blamed for. */
    public long failures() {
        return failures.sum();
    }

    /** Returns how many connections were closed without an answer: too slow, too many, or gone. */
    public long dropped() {
        return dropped.sum();
    }

    /** Stops answering and frees the port. */
    @Override
    public void close() {
        try {
            listener.close();
            selector.close();
        } catch (IOException e) {
            failures.increment();
        }
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
