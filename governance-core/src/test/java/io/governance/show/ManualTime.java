package io.governance.show;

import io.governance.measure.Time;
import java.time.Duration;
import java.time.Instant;

/** Clocks that stand still until a test moves them. */
final class ManualTime implements Time {
    private volatile long nanos;

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.parse("2027-03-01T08:00:00Z").plusNanos(nanos);
    }

    synchronized void pass(Duration duration) {
        nanos += duration.toNanos();
    }
}
