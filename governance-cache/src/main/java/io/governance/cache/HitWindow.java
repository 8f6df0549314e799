package io.governance.cache;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What a cache counted over the last five minutes: cumulative counts of every turn, subtracted. Thread-safe. */
final class HitWindow {
    private static final long LENGTH_NANOS = Duration.ofMinutes(5).toNanos();

    private record Moment(long nanos, CacheStats stats) {}

    private final Deque<Moment> moments = new ArrayDeque<>();

    /** The oldest moment kept is the last one that is at least five minutes back. */
    synchronized void add(long nanos, CacheStats stats) {
        moments.addLast(new Moment(nanos, stats));
        while (isCovered(nanos)) {
            moments.removeFirst();
        }
    }

    private boolean isCovered(long nanos) {
        Moment oldest = moments.removeFirst();
        Moment next = moments.peekFirst();
        moments.addFirst(oldest);
        return next != null && nanos - next.nanos >= LENGTH_NANOS;
    }

    synchronized CacheStats counted() {
        return moments.getLast().stats.since(moments.getFirst().stats);
    }
}
