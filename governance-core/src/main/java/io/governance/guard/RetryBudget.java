package io.governance.guard;

import io.governance.measure.Time;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many retries the calls of the last ten seconds pay for, so that retries cannot drown a dependency that is down.
 *
 * <p>Whenever there is a retry, the retries of the ten seconds up to it, counted in whole ones, are at most a share of
 * the calls in the same seconds, or the floor if that is more; the floor is for a guard that is asked seldom. After "Handling Overload" in Beyer et al.,
 * "Site Reliability Engineering", O'Reilly 2016 (a retry budget for each client of 10 %), and Finagle's
 * {@code RetryBudget}. Thread-safe, without a lock; a call costs one compare-and-set. Callers that race for the last
 * retry may both be refused, never both be served.
 */
final class RetryBudget {
    static final int SECONDS = 10;

    private static final int COUNT_BITS = 36;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long SECOND_MASK = (1L << (Long.SIZE - COUNT_BITS)) - 1;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double share;
    private final int floor;
    private final Time time;
    private final long startNanos;
    private final AtomicLongArray calls = new AtomicLongArray(SECONDS);
    private final AtomicLongArray retries = new AtomicLongArray(SECONDS);
    private final AtomicLongArray refused = new AtomicLongArray(SECONDS);

    RetryBudget(double share, int floor, Time time) {
        this.share = share;
        this.floor = floor;
        this.time = time;
        this.startNanos = time.nanos();
    }

    void called() {
        add(calls, second(), 1);
    }

    /** Pays for one retry, if there is enough. */
    boolean take() {
        long second = second();
        add(retries, second, 1);
        if (sum(retries, second) <= Math.max(floor, (long) (share * sum(calls, second)))) {
            return true;
        }
        add(retries, second, -1);
        add(refused, second, 1);
        return false;
    }

    /** Returns the calls of the last ten seconds. */
    long calls() {
        return sum(calls, second());
    }

    /** Returns the retries of the last ten seconds. */
    long retries() {
        return sum(retries, second());
    }

    /** Returns how many retries were refused in the last ten seconds. */
    long refused() {
        return sum(refused, second());
    }

    private long second() {
        return (time.nanos() - startNanos) / NANOS;
    }

    /** A cell holds the second that it counts and the count; the first of a new second begins it anew. */
    private static void add(AtomicLongArray ring, long second, int count) {
        int cell = (int) (second % SECONDS);
        long stamp = (second & SECOND_MASK) << COUNT_BITS;
        while (true) {
            long seen = ring.get(cell);
            boolean isThisSecond = (seen & ~COUNT_MASK) == stamp;
            if (!isThisSecond && count < 0) {
                return;
            }
            if (ring.compareAndSet(cell, seen, (isThisSecond ? seen : stamp) + count)) {
                return;
            }
        }
    }

    private static long sum(AtomicLongArray ring, long second) {
        long sum = 0;
        for (int cell = 0; cell < SECONDS; cell++) {
            long seen = ring.get(cell);
            long age = (second - (seen >>> COUNT_BITS)) & SECOND_MASK;
            sum += age < SECONDS ? seen & COUNT_MASK : 0;
        }
        return sum;
    }
}
