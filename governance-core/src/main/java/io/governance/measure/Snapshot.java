package io.governance.measure;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was measured of one operation in one period: counts, so that snapshots of several periods or nodes add up.
 *
 * <p>Immutable, thread-safe.
 *
 * @param operation name of the operation
 * @param fromNanos start of the period on the monotonic clock
 * @param toNanos end of the period
 * @param responseTime nanoseconds of every call
 * @param cpuTime CPU nanoseconds, of one call in 64
 * @param allocation bytes allocated by the calling thread
 * @param queries database queries, of the calls that had any
 * @param errors calls that threw
 * @param degraded calls that a fallback answered
 * @param rejected calls that were turned away
 * @param slower for each response time at which the policy draws a line, the calls slower than it: exact, not read
 *     from buckets
 */
public record Snapshot(
        String operation,
        long fromNanos,
        long toNanos,
        Histogram responseTime,
        Histogram cpuTime,
        Histogram allocation,
        Histogram queries,
        long errors,
        long degraded,
        long rejected,
        Map<Long, Long> slower) {

    /** Makes a snapshot; the counts at the lines are copied. */
    public Snapshot {
        slower = Collections.unmodifiableMap(new TreeMap<>(slower));
    }

    /** Returns the number of calls. */
    public long calls() {
        return responseTime.count();
    }

    /** Returns errors over calls; {@code NaN} without a call. */
    public double errorRate() {
        return calls() == 0 ? Double.NaN : (double) errors / calls();
    }

    /** Returns the quantile of queries over all calls, those without any included; {@code NaN} without a call. */
    public double queriesQuantile(double share) {
        long without = calls() - queries.count();
        if (calls() == 0) {
            return Double.NaN;
        }
        long[] all = queries.toArray();
        all[0] += Math.max(0, without);
        return Histogram.of(queries.layout(), all).quantile(share);
    }

    /**
     * Returns the number of calls slower than a line of the policy.
     *
     * @throws IllegalArgumentException when that is not one of the lines
     */
    public long slowerThan(long edgeNanos) {
        Long count = slower.get(edgeNanos);
        if (count == null) {
            throw new IllegalArgumentException(
                    edgeNanos + " ns is not one of the policy's lines " + slower.keySet() + " of " + operation);
        }
        return count;
    }

    Snapshot plus(Snapshot later) {
        return combine(later, 1, Math.min(fromNanos, later.fromNanos), Math.max(toNanos, later.toNanos));
    }

    Snapshot since(Snapshot earlier) {
        return combine(earlier, -1, earlier.toNanos, toNanos);
    }

    Snapshot none(long atNanos) {
        return combine(this, -1, atNanos, atNanos);
    }

    private Snapshot combine(Snapshot other, int sign, long from, long to) {
        Map<Long, Long> above = new TreeMap<>(slower);
        other.slower.forEach((edge, count) -> above.merge(edge, sign * count, Long::sum));
        return new Snapshot(
                operation,
                from,
                to,
                combine(responseTime, other.responseTime, sign),
                combine(cpuTime, other.cpuTime, sign),
                combine(allocation, other.allocation, sign),
                combine(queries, other.queries, sign),
                errors + sign * other.errors,
                degraded + sign * other.degraded,
                rejected + sign * other.rejected,
                above);
    }

    private static Histogram combine(Histogram one, Histogram other, int sign) {
        return sign > 0 ? one.plus(other) : one.minus(other);
    }
}
