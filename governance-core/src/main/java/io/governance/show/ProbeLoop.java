package io.governance.show;

import io.governance.measure.Time;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** The one thread that accepts, reads and answers. Whatever a caller does, the others go on. */
final class ProbeLoop implements Runnable {
    static final int CONNECTIONS = 64;
    private static final int ACCEPTED_AT_ONCE = 16;
    private static final long TICK_MILLIS = 250;
    private static final int WARMING = 300;

    private final Selector selector;
    private final List<Port> ports;
    private final Health health;
    private final Time time;
    private final LongAdder failures;
    private final LongAdder dropped;
    private final Standstill standstill;
    private final Set<Caller> callers = new LinkedHashSet<>();

    ProbeLoop(
            Selector selector,
            List<Port> ports,
            Health health,
            Time time,
            Standstill standstill,
            LongAdder failures,
            LongAdder dropped) {
        this.selector = selector;
        this.ports = ports;
        this.health = health;
        this.time = time;
        this.standstill = standstill;
        this.failures = failures;
        this.dropped = dropped;
    }

    @Override
    public void run() {
        warm();
        while (selector.isOpen()) {
            try {
                turn();
            } catch (IOException | RuntimeException | Error e) {
                if (selector.isOpen()) {
                    failures.increment();
                }
            }
        }
        callers.forEach(Caller::close);
    }

    /** The first probes come when the process is busiest: by then this code is compiled. */
    private void warm() {
        byte[] probe = "OPTIONS /health/ready HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        Terms terms = new Terms(false, null, false, false);
        for (int i = 0; i < WARMING; i++) {
            Answer unused =
                    Request.parse(probe, 0, Request.end(probe, 0, probe.length)).answer(health.page(), terms, true);
        }
    }

    private void turn() throws IOException {
        selector.select(TICK_MILLIS);
        long now = time.nanos();
        long excused = standstill.excuse(now);
        if (excused > 0) {
            health.excuse(excused);
        }
        List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
        selector.selectedKeys().clear();
        for (SelectionKey key : ready) {
            if (key.isValid() && key.attachment() instanceof Caller caller) {
                serve(caller, now);
            }
        }
        for (Port port : ports) {
            if (ready.stream().anyMatch(port::isKey)) {
                accept(port, now);
            } else {
                port.resume();
            }
        }
        dropLate(now);
    }

    private void serve(Caller caller, long now) {
        try {
            caller.serve(now);
        } catch (IOException e) {
            // The caller went away; balancers that reset after the answer are no failure.
            drop(caller);
        } catch (RuntimeException | Error e) {
            failures.increment();
            drop(caller);
        }
        if (caller.isClosed()) {
            callers.remove(caller);
        }
    }

    /** Few at a time, so that a flood of connections cannot push out a caller before its request was read. */
    private void accept(Port port, long now) {
        try {
            for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
                SocketChannel channel = port.accept();
                if (channel == null) {
                    return;
                }
                admit(port, channel, now);
            }
        } catch (IOException e) {
            // Most likely no file descriptor is left: make room, and do not spin until the next tick.
            failures.increment();
            port.pause();
            evictOne();
        }
    }

    private void admit(Port port, SocketChannel channel, long now) throws IOException {
        if (callers.size() >= CONNECTIONS) {
            evictOne();
        }
        try {
            Caller caller = port.open(channel, selector, now);
            channel.keyFor(selector).attach(caller);
            callers.add(caller);
            serve(caller, now);
        } catch (IOException e) {
            dropped.increment();
            channel.close();
        }
    }

    /** The oldest that still owes its request goes first; only when there is none, the longest idle one. */
    private void evictOne() {
        callers.stream()
                .min(Comparator.comparing((Caller caller) -> !caller.isIncomplete())
                        .thenComparing(Caller::sinceNanos, (one, other) -> Long.signum(one - other)))
                .ifPresent(this::drop);
    }

    private void dropLate(long now) {
        for (Caller caller : List.copyOf(callers)) {
            if (caller.isLate(now)) {
                drop(caller);
            }
        }
    }

    private void drop(Caller caller) {
        if (caller.isOwed()) {
            dropped.increment();
        }
        caller.close();
        callers.remove(caller);
    }
}
