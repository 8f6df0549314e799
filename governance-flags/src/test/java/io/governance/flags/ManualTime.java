package io.governance.flags;

import io.governance.measure.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clocks that stand still until they are moved. {@link #advance} moves them for everybody, {@link #spend} for the
 * calling thread only: so a shadow run that "takes" a second does not slow down the caller beside it.
 */
final class ManualTime implements Time {
    private static final Instant START = Instant.parse("2027-01-04T09:00:00Z");

    private final AtomicLong sharedNanos = new AtomicLong();
    private final ThreadLocal<Long> spentNanos = ThreadLocal.withInitial(() -> 0L);

    void advance(Duration duration) {
        sharedNanos.addAndGet(duration.toNanos());
    }

    void spend(long nanos) {
        spentNanos.set(spentNanos.get() + nanos);
    }

    @Override
    public long nanos() {
        return sharedNanos.get() + spentNanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos());
    }
}
