package io.governance.show;

import io.governance.measure.Time;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** The one thread that accepts, reads and answers. Whatever a connection does, the others go on. */
final class ProbeLoop implements Runnable {
    static final int CONNECTIONS = 64;
    private static final int ACCEPTED_AT_ONCE = 16;
    private static final long TICK_MILLIS = 250;
    private static final long STANDSTILL_NANOS = 2_000_000_000L;

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final SelectionKey accepting;
    private final Health health;
    private final Time time;
    private final LongAdder failures;
    private final LongAdder dropped;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private long lastTurnNanos;

    ProbeLoop(
            ServerSocketChannel listener,
            Selector selector,
            Health health,
            Time time,
            LongAdder failures,
            LongAdder dropped)
            throws IOException {
        this.listener = listener;
        this.selector = selector;
        this.health = health;
        this.time = time;
        this.failures = failures;
        this.dropped = dropped;
        this.accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
        this.lastTurnNanos = time.nanos();
    }

    @Override
    public void run() {
        while (selector.isOpen()) {
            try {
                turn();
            } catch (IOException | RuntimeException | Error e) {
                if (selector.isOpen()) {
                    failures.increment();
                }
            }
        }
        connections.forEach(Connection::close);
    }

    private void turn() throws IOException {
        selector.select(TICK_MILLIS);
        long now = time.nanos();
        noticeStandstill(now);
        List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
        selector.selectedKeys().clear();
        for (SelectionKey key : ready) {
            if (key.isValid() && key.attachment() instanceof Connection connection) {
                serve(connection, now);
            }
        }
        if (ready.contains(accepting)) {
            accept(now);
        } else {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
        dropLate(now);
    }

    /** A turn comes at least every quarter of a second, unless the whole process stood still or starved. */
    private void noticeStandstill(long now) {
        long gap = now - lastTurnNanos;
        if (gap > STANDSTILL_NANOS) {
            health.excuse(gap);
        }
        lastTurnNanos = now;
    }

    private void serve(Connection connection, long now) {
        try {
            connection.serve(now);
        } catch (IOException e) {
            // The caller went away; balancers that reset after the answer are no failure.
            drop(connection);
        } catch (RuntimeException | Error e) {
            failures.increment();
            drop(connection);
        }
        connections.removeIf(Connection::isClosed);
    }

    /** Few at a time, so that a flood of connections cannot push out a caller before its request was read. */
    private void accept(long now) {
        try {
            for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
                SocketChannel channel = listener.accept();
                if (channel == null) {
                    return;
                }
                admit(channel, now);
            }
        } catch (IOException e) {
            // Most likely no file descriptor is left: make room, and do not spin until the next tick.
            failures.increment();
            accepting.interestOps(0);
            evictOne();
        }
    }

    private void admit(SocketChannel channel, long now) throws IOException {
        if (connections.size() >= CONNECTIONS) {
            evictOne();
        }
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Connection connection = new Connection(channel, key, health, now);
            key.attach(connection);
            connections.add(connection);
            serve(connection, now);
        } catch (IOException e) {
            dropped.increment();
            channel.close();
        }
    }

    /** The oldest that still owes its request goes first; only when there is none, the longest idle one. */
    private void evictOne() {
        connections.stream()
                .min(Comparator.comparing((Connection connection) -> !connection.isIncomplete())
                        .thenComparing(Connection::sinceNanos, (one, other) -> Long.signum(one - other)))
                .ifPresent(this::drop);
    }

    private void dropLate(long now) {
        for (Connection connection : List.copyOf(connections)) {
            if (connection.isLate(now)) {
                drop(connection);
            }
        }
    }

    private void drop(Connection connection) {
        if (connection.isOwed()) {
            dropped.increment();
        }
        connection.close();
        connections.remove(connection);
    }
}
