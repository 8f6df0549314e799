package io.governance.flags;

/** Live counters of one slice on this node. The share is turned into a threshold for the coin once. */
final class SliceTables {
    final int slice;
    final double share;
    final Arm old = new Arm();
    final Arm fresh = new Arm();
    private final long threshold;

    SliceTables(int slice, double share) {
        this.slice = slice;
        this.share = share;
        this.threshold = threshold(share);
    }

    /** Whether a coin of 64 random bits gives the call to the new side. */
    boolean isNew(long coin) {
        return Long.compareUnsigned(coin, threshold) < 0;
    }

    private static long threshold(double share) {
        if (share <= 0) {
            return 0;
        }
        return share >= 1
                ? -1L // one coin in 2^64 goes to the old side: nobody will see it
                : new java.math.BigDecimal(share)
                        .multiply(new java.math.BigDecimal(java.math.BigInteger.ONE.shiftLeft(64)))
                        .toBigInteger()
                        .longValue();
    }
}
