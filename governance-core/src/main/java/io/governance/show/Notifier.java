package io.governance.show;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Tells people once of each event that they need to know of, whatever the sinks do. Thread-safe. */
final class Notifier {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** An event that is to be written and told. */
    static final class Notice {
        private final AlertEvent event;
        private final Alert alert;
        private final long fromNanos;
        private final AtomicBoolean isTold = new AtomicBoolean();

        Notice(AlertEvent event, Alert alert, long fromNanos) {
            this.event = event;
            this.alert = alert;
            this.fromNanos = fromNanos;
        }

        AlertEvent event() {
            return event;
        }

        /** Returns how the alert looks to this node. */
        Alert alert() {
            return alert;
        }

        boolean hasWaited(long nowNanos) {
            return nowNanos - fromNanos >= PATIENCE.toNanos();
        }
    }

    /** One sink and what leads to it. */
    private record Way(AlertSink sink, Outbox outbox, Executor courier) {}

    private final List<Way> ways = new ArrayList<>();
    private final LongAdder failures;
    private final LongAdder undelivered = new LongAdder();
    private final LongAdder heldBack = new LongAdder();

    Notifier(List<AlertSink> sinks, AlertSettings settings, Supplier<Executor> couriers, LongAdder failures) {
        this.failures = failures;
        sinks.forEach(sink -> ways.add(new Way(sink, new Outbox(settings, heldBack), couriers.get())));
    }

    void tell(Notice notice, Alert alert) {
        if (notice.event.kind().isTold() && notice.isTold.compareAndSet(false, true)) {
            ways.forEach(way -> way.outbox.add(alert));
        }
    }

    /** Hands over what is due; waits for nobody. */
    void deliver(Instant now, long nowNanos) {
        for (Way way : ways) {
            way.outbox.due(now, nowNanos).forEach(notification -> handOver(way, notification));
        }
    }

    private void handOver(Way way, Notification notification) {
        try {
            way.courier.execute(() -> send(way.sink, notification));
        } catch (RuntimeException e) {
            fail();
        }
    }

    private void send(AlertSink sink, Notification notification) {
        try {
            sink.send(notification);
        } catch (Throwable e) { // a sink may throw checked exceptions that nobody declared
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            fail();
        }
    }

    private void fail() {
        failures.increment();
        undelivered.increment();
    }

    long undelivered() {
        return undelivered.sum();
    }

    long heldBack() {
        return heldBack.sum();
    }

    void close(Instant now) {
        for (Way way : ways) {
            way.outbox.rest(now).forEach(notification -> handOver(way, notification));
            if (way.courier instanceof Courier courier) {
                int dropped = courier.stop();
                failures.add(dropped);
                undelivered.add(dropped);
            }
        }
    }
}
