package io.governance.instance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Turns wake-ups into stalls: a thread that asked to be woken at one moment and woke much later. Thread-safe. */
final class StallLog {
    /** Far above what a scheduler needs to wake a thread, far below what callers wait for. */
    static final long STALL_NANOS = 250_000_000;

    private static final int KEPT = 64;

    /** A stall before it is explained. */
    record Late(long dueNanos, long wokeNanos) {
        long nanos() {
            return wokeNanos - dueNanos;
        }
    }

    private final Deque<Late> stalls = new ArrayDeque<>();

    void woke(long dueNanos, long nowNanos) {
        Late late = new Late(dueNanos, nowNanos);
        if (late.nanos() >= STALL_NANOS) {
            synchronized (stalls) {
                stalls.addLast(late);
                if (stalls.size() > KEPT) {
                    stalls.removeFirst();
                }
            }
        }
    }

    /** Returns the stalls that ended after a moment. */
    List<Late> since(long nanos) {
        synchronized (stalls) {
            return stalls.stream().filter(late -> late.wokeNanos - nanos > 0).toList();
        }
    }
}
