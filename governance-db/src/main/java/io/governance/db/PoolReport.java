package io.governance.db;

/**
 * How a pool is used, and how many connections that takes. Immutable.
 *
 * <p>By Little's law (1961) as many connections are lent on average as callers come in a second times the seconds that
 * each keeps one; twice the square root of that on top keeps callers from waiting most of the time (square-root
 * staffing, Halfin and Whitt 1981). It holds for the load that was measured, not for a higher one.
 *
 * @param pool its name
 * @param maximum connections that it may have
 * @param loansPerSecond callers who took a connection, over the last minute at most
 * @param meanSeconds how long each kept it, from one loan in sixteen of each connection since the start; NaN before any
 *     was measured
 */
public record PoolReport(String pool, int maximum, double loansPerSecond, double meanSeconds) {
    private static final double SAFETY = 2;

    /** Returns how many connections are lent on average; NaN when that is not known yet. */
    public double lent() {
        return loansPerSecond * meanSeconds;
    }

    /** Returns how many connections are enough; one at least, also when nothing is known yet. */
    public int needed() {
        return Double.isNaN(lent()) ? 1 : Math.max(1, (int) Math.ceil(lent() + SAFETY * Math.sqrt(lent())));
    }
}
