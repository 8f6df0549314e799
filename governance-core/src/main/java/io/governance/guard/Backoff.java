package io.governance.guard;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before asking again: exponential, with full jitter.
 *
 * <p>Uniform between zero and {@code min(longest, first * 2^(retry - 1))}, so that callers that failed together do not
 * come back together. Of the kinds of jitter it costs a contended dependency the least work: Marc Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
record Backoff(long firstNanos, long longestNanos, DoubleSupplier random) {
    /** Beyond this the doubling would overflow; the longest pause is reached long before. */
    private static final int MOST_DOUBLINGS = 62;

    long nanos(int retry) {
        int doublings = Math.min(retry - 1, MOST_DOUBLINGS);
        boolean isBeyond = firstNanos > longestNanos >> doublings;
        long most = isBeyond ? longestNanos : firstNanos << doublings;
        return (long) (most * Math.max(0, Math.min(1, random.getAsDouble())));
    }
}
