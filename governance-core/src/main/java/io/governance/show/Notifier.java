package io.governance.show;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** Tells people once of each event that they need to know of, whatever the sink does. Thread-safe. */
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

    private final AlertSink sink;
    private final LongAdder failures;

    Notifier(AlertSink sink, LongAdder failures) {
        this.sink = sink;
        this.failures = failures;
    }

    void tell(Notice notice, Alert alert) {
        if (!notice.event.kind().isTold() || !notice.isTold.compareAndSet(false, true)) {
            return;
        }
        try {
            sink.send(alert);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failures.increment();
        }
    }
}
