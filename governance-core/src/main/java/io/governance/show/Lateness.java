package io.governance.show;

import java.time.Duration;
import java.util.Arrays;

/**
 * How late the evaluator comes to its own rounds: a thread that sleeps most of the time and still comes late says that
 * this process does not get the processor time it needs. Measured from the earliest phase seen. For one thread.
 */
final class Lateness {
    private static final long PERIOD_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SOME_NANOS = Duration.ofMillis(250).toNanos();
    private static final long MUCH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int ROUNDS = 15;
    private static final int WEIGHT_IF_SOME = 75;
    private static final int WEIGHT_IF_MUCH = 50;

    private final long[] recent = new long[ROUNDS];
    private int rounds;
    private long expectedNanos;

    void beat(long nowNanos) {
        long late = rounds == 0 ? 0 : Math.max(0, nowNanos - expectedNanos);
        recent[rounds % ROUNDS] = late;
        rounds++;
        long missed = late / PERIOD_NANOS;
        boolean isEarly = nowNanos - expectedNanos < 0;
        expectedNanos = (rounds == 1 || isEarly ? nowNanos : expectedNanos + missed * PERIOD_NANOS) + PERIOD_NANOS;
    }

    /** Returns the median of the last 15 rounds; 0 before there were as many. */
    long medianNanos() {
        if (rounds < ROUNDS) {
            return 0;
        }
        long[] sorted = recent.clone();
        Arrays.sort(sorted);
        return sorted[ROUNDS / 2];
    }

    /** Returns the share of traffic that this instance can take. */
    int weight() {
        long median = medianNanos();
        if (median > MUCH_NANOS) {
            return WEIGHT_IF_MUCH;
        }
        return median > SOME_NANOS ? WEIGHT_IF_SOME : Weight.FULL;
    }
}
