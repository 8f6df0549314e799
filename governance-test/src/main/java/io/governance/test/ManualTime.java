package io.governance.test;

import io.governance.measure.Time;
import java.time.Instant;

/** Clocks that stand still until they are moved. */
final class ManualTime implements Time {
    private final Instant start;
    private volatile long nanos;

    ManualTime(Instant start) {
        this.start = start;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanos);
    }

    synchronized void move(long forwardNanos) {
        nanos += forwardNanos;
    }
}
