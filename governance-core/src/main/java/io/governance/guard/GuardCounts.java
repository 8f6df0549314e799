package io.governance.guard;

import java.util.concurrent.atomic.LongAdder;

/** The counts of one guard; all only grow. */
final class GuardCounts {
    private final LongAdder[] counts = adders(GuardCount.values().length);
    private final LongAdder[] fallbacks;

    /** With a count for each fallback of the chain, and at least one. */
    GuardCounts(int chain) {
        fallbacks = adders(Math.max(1, chain));
    }

    private static LongAdder[] adders(int length) {
        LongAdder[] adders = new LongAdder[length];
        for (int i = 0; i < length; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }

    void add(GuardCount count) {
        counts[count.ordinal()].increment();
    }

    long sum(GuardCount count) {
        return counts[count.ordinal()].sum();
    }

    /** Counts an answer of a fallback; what comes after the last one that has a count of its own goes there. */
    void fallback(int place) {
        fallbacks[Math.min(place, fallbacks.length - 1)].increment();
    }

    int places() {
        return fallbacks.length;
    }

    long fallbacks(int place) {
        return fallbacks[place].sum();
    }

    long fallbacks() {
        long sum = 0;
        for (LongAdder one : fallbacks) {
            sum += one.sum();
        }
        return sum;
    }
}
