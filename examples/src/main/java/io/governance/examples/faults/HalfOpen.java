package io.governance.examples.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that send a request a byte at a time and never end it (slow loris); a closed one is opened again. */
final class HalfOpen implements AutoCloseable {
    private static final byte[] REQUEST = "GET /health/live HTTP/1.1\r\nHost: slow\r\nX-Slow: aaaaaaaaaaaaaaaaaaaaaa"
            .getBytes(StandardCharsets.US_ASCII);
    private static final long ROUND_MILLIS = 200;

    private static final class Slow {
        final Socket socket;
        int sent;

        Slow(Socket socket) {
            this.socket = socket;
        }
    }

    private final int port;
    private final int count;
    private final Thread thread;
    private final AtomicLong opened = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();

    private HalfOpen(int port, int count) {
        this.port = port;
        this.count = count;
        this.thread = new Thread(this::drip, "half-open");
        thread.setDaemon(true);
    }

    /** Keeps so many connections open to a port of this machine. */
    static HalfOpen start(int port, int count) {
        HalfOpen connections = new HalfOpen(port, count);
        connections.thread.start();
        return connections;
    }

    private void drip() {
        Deque<Slow> open = new ArrayDeque<>();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (int left = open.size(); left > 0; left--) {
                    Slow next = open.removeFirst();
                    if (isStillOpen(next)) {
                        open.addLast(next);
                    }
                }
                refill(open);
                TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(slow -> close(slow.socket));
    }

    private void refill(Deque<Slow> open) {
        try {
            while (open.size() < count) {
                open.addLast(new Slow(new Socket(InetAddress.getLoopbackAddress(), port)));
                opened.incrementAndGet();
            }
        } catch (IOException e) {
            broken.incrementAndGet(); // for now: the next round tries again
        }
    }

    private boolean isStillOpen(Slow slow) {
        try {
            slow.socket.getOutputStream().write(REQUEST[Math.min(slow.sent++, REQUEST.length - 1)]);
            return true;
        } catch (IOException e) {
            close(slow.socket);
            return false;
        }
    }

    private void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            broken.incrementAndGet(); // it is gone either way
        }
    }

    /** Returns how many were opened so far, those opened again included. */
    long opened() {
        return opened.get();
    }

    /** Returns how often a connection was refused or broke, other than by being closed. */
    long broken() {
        return broken.get();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
