package io.governance.db;

/** How many loans there were in a second, over the last minute at most. Thread-safe. */
final class LoanRate {
    private static final int LOOKS = 60;
    private static final double NANOS = 1e9;

    private final long[] counts = new long[LOOKS];
    private final long[] nanos = new long[LOOKS];
    private int looks;

    LoanRate(long nowNanos) {
        nanos[0] = nowNanos;
        looks = 1;
    }

    synchronized void count(long loans, long nowNanos) {
        counts[looks % LOOKS] = loans;
        nanos[looks++ % LOOKS] = nowNanos;
    }

    /** Returns loans a second; 0 before the second look. */
    synchronized double perSecond() {
        int last = (looks - 1) % LOOKS;
        int first = looks <= LOOKS ? 0 : looks % LOOKS;
        long took = nanos[last] - nanos[first];
        return took <= 0 ? 0 : (counts[last] - counts[first]) * NANOS / took;
    }
}
