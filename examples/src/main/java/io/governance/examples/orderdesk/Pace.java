package io.governance.examples.orderdesk;

import java.time.Duration;

/**
 * How fast callers come: at the full rate; when callers pile up, since the machine has other work, at half of it, and
 * so on down to a quarter, then more again from second to second. Who came before is served and counted all the same.
 * For one thread.
 */
final class Pace {
    private static final double LEAST = 0.25;
    private static final double SLOWER = 0.5;
    private static final double FASTER = 1.1;
    private static final long STEP_NANOS = Duration.ofSeconds(1).toNanos();

    private final int piledUp;
    private long nextNanos;
    private double share = 1;
    private double leastShare = 1;

    /** @param piledUp from so many waiting callers on fewer come */
    Pace(int piledUp, long nowNanos) {
        this.piledUp = piledUp;
        this.nextNanos = nowNanos;
    }

    /** Returns the share of the full rate at which callers come now. */
    double share(int waiting, long nowNanos) {
        if (nowNanos - nextNanos >= 0) {
            share = waiting >= piledUp ? Math.max(LEAST, share * SLOWER) : Math.min(1, share * FASTER);
            leastShare = Math.min(leastShare, share);
            nextNanos = nowNanos + STEP_NANOS;
        }
        return share;
    }

    /** Returns the smallest share so far. */
    double leastShare() {
        return leastShare;
    }
}
