package io.governance.measure;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

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
 * @param allocation bytes allocated by the calling thread, of one call in eight
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

    /** All periods together; the first names the operation. */
    static Snapshot sum(List<Snapshot> parts) {
        Snapshot first = parts.get(0);
        long from = first.fromNanos;
        long to = first.toNanos;
        Map<Long, Long> slower = new TreeMap<>();
        for (Snapshot part : parts) {
            from = Math.min(from, part.fromNanos);
            to = Math.max(to, part.toNanos);
            part.slower.forEach((edge, count) -> slower.merge(edge, count, Long::sum));
        }
        return new Snapshot(
                first.operation,
                from,
                to,
                sum(parts, Snapshot::responseTime),
                sum(parts, Snapshot::cpuTime),
                sum(parts, Snapshot::allocation),
                sum(parts, Snapshot::queries),
                parts.stream().mapToLong(Snapshot::errors).sum(),
                parts.stream().mapToLong(Snapshot::degraded).sum(),
                parts.stream().mapToLong(Snapshot::rejected).sum(),
                slower);
    }

    private static Histogram sum(List<Snapshot> parts, Function<Snapshot, Histogram> of) {
        return Histogram.sum(parts.stream().map(of).toList());
    }

    /**
     * Returns what was measured between an earlier reading of the same operation and this one.
     *
     * @throws IllegalArgumentException when the other is not an earlier reading
     */
    public Snapshot since(Snapshot earlier) {
        return difference(earlier, earlier.toNanos, toNanos);
    }

    Snapshot none(long atNanos) {
        return difference(this, atNanos, atNanos);
    }

    private Snapshot difference(Snapshot earlier, long from, long to) {
        Map<Long, Long> since = new TreeMap<>(slower);
        earlier.slower.forEach((edge, count) -> since.merge(edge, -count, Long::sum));
        return new Snapshot(
                operation,
                from,
                to,
                responseTime.minus(earlier.responseTime),
                cpuTime.minus(earlier.cpuTime),
                allocation.minus(earlier.allocation),
                queries.minus(earlier.queries),
                errors - earlier.errors,
                degraded - earlier.degraded,
                rejected - earlier.rejected,
                since);
    }
}
