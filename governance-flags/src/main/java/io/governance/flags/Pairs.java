package io.governance.flags;

import io.governance.measure.BucketLayout;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts of SHADOW: compared inputs, and pairs in which both sides ran on the same input in the order of a coin. */
final class Pairs {
    final LongAdder compared = new LongAdder();
    final LongAdder unstable = new LongAdder();
    final LongAdder failedComparisons = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder pairs = new LongAdder();
    final AtomicLong failedOnlyNew = new AtomicLong();
    final AtomicLong failedOnlyOld = new AtomicLong();
    private final Map<Integer, Long> differences = new TreeMap<>();

    void both(long oldNanos, long newNanos) {
        int difference = BucketLayout.NANOSECONDS.indexOf(newNanos) - BucketLayout.NANOSECONDS.indexOf(oldNanos);
        pairs.increment();
        synchronized (differences) {
            differences.merge(difference, 1L, Long::sum);
        }
    }

    void failed(boolean old, boolean fresh) {
        pairs.increment();
        if (fresh && !old) {
            failedOnlyNew.incrementAndGet();
        } else if (old && !fresh) {
            failedOnlyOld.incrementAndGet();
        }
    }

    Map<Integer, Long> differences() {
        synchronized (differences) {
            return new TreeMap<>(differences);
        }
    }
}
