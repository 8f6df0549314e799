package io.governance.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Clocks that stand still until a test moves them; both begin on 2027-03-01 at eight in the morning. */
public final class ManualTime implements Time {
    private static final Instant START = Instant.parse("2027-03-01T08:00:00Z");

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos());
    }

    /** Lets time pass. */
    public void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
