package io.governance.instance;

/**
 * A time in which the collector had stopped all threads.
 *
 * @param what collector and cause, such as {@code G1 Young Generation (G1 Evacuation Pause)}
 * @param startNanos start on the monotonic clock
 * @param endNanos end
 */
record Pause(String what, long startNanos, long endNanos) {
    long nanos() {
        return endNanos - startNanos;
    }

    /** Returns how much of a period this pause covers. */
    long nanosWithin(long fromNanos, long toNanos) {
        return Math.max(0, Math.min(endNanos, toNanos) - Math.max(startNanos, fromNanos));
    }
}
