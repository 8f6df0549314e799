package io.governance.audit;

import io.governance.measure.Time;
import java.time.Duration;
import java.time.Instant;

/** Clocks that stand still until a test moves them. */
final class ManualTime implements Time {
    static final Instant START = Instant.parse("2027-03-01T08:00:00Z");

    private long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    void pass(Duration duration) {
        nanos += duration.toNanos();
    }
}
