package io.governance.measure;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * @param correctedTime nanoseconds from the intended start, of the calls that carried one: what a caller waited who
 *     came on time (the correction for coordinated omission; Tene, How NOT to Measure Latency, 2013)
 * @param cpuTime CPU nanoseconds, of the first call and one in 64, or fewer where the clock is slow
 * @param allocation bytes allocated by the threads of the call, of the first call and one in eight
 * @param queries database queries, of the calls that had any
 * @param payload bytes sent, of the calls that sent any
 * @param errors calls that threw what counts as an error, and were not turned away
 * @param degraded calls that a fallback answered
 * @param rejected calls that were turned away, with nothing to answer them
 * @param innerNanos time spent in calls inside these, on the same thread: the rest is the operation's own
 * @param slower for each response time at which the policy draws a line, the calls slower than it: exact, not read
 *     from buckets
 */
public record Snapshot(
        String operation,
        long fromNanos,
        long toNanos,
        Histogram responseTime,
        Histogram correctedTime,
        Histogram cpuTime,
        Histogram allocation,
        Histogram queries,
        Histogram payload,
        long errors,
        long degraded,
        long rejected,
        long innerNanos,
        Map<Long, Long> slower) {

    /** Makes a snapshot; the counts at the lines are copied. */
    public Snapshot {
        slower = Collections.unmodifiableMap(new TreeMap<>(slower));
    }

    /** Returns the number of calls. */
    public long calls() {
        return responseTime.count();
    }

    /** Returns the calls that failed for their callers: those that threw, and those that were turned away. */
    public long failed() {
        return errors + rejected;
    }

    /** Returns failed calls over calls, never more than 1; {@code NaN} without a call. */
    public double errorRate() {
        return calls() == 0 ? Double.NaN : Math.min(1, (double) failed() / calls());
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

    List<Histogram> tables() {
        return List.of(responseTime, correctedTime, cpuTime, allocation, queries, payload);
    }

    /** The same, with some of its lines only. */
    Snapshot at(Set<Long> lines) {
        Map<Long, Long> kept = new TreeMap<>(slower);
        kept.keySet().retainAll(lines);
        return new Snapshot(
                operation,
                fromNanos,
                toNanos,
                responseTime,
                correctedTime,
                cpuTime,
                allocation,
                queries,
                payload,
                errors,
                degraded,
                rejected,
                innerNanos,
                kept);
    }

    /**
     * Returns what several nodes measured of one operation, in whatever order they are given. Their clocks have nothing
     * in common, so the period is from zero to the longest of theirs; lines that not all of them count are left out.
     *
     * @throws IllegalArgumentException when there is none, or they are of different operations
     */
    public static Snapshot merge(List<Snapshot> nodes) {
        return SnapshotForm.merge(nodes);
    }

    /** Returns this as bytes, to be kept or sent: the same counts always give the same bytes. */
    public byte[] toBytes() {
        return SnapshotForm.write(this);
    }

    /**
     * Returns the snapshot that was written.
     *
     * @throws IllegalArgumentException when the bytes are anything else
     */
    public static Snapshot parse(byte[] bytes) {
        return SnapshotForm.read(bytes);
    }

    /**
     * Returns what was measured between an earlier reading of the same operation and this one.
     *
     * @throws IllegalArgumentException when the other is not an earlier reading
     */
    public Snapshot since(Snapshot earlier) {
        Map<Long, Long> since = new TreeMap<>(slower);
        earlier.slower.forEach((edge, count) -> since.merge(edge, -count, Long::sum));
        return new Snapshot(
                operation,
                earlier.toNanos,
                toNanos,
                responseTime.minus(earlier.responseTime),
                correctedTime.minus(earlier.correctedTime),
                cpuTime.minus(earlier.cpuTime),
                allocation.minus(earlier.allocation),
                queries.minus(earlier.queries),
                payload.minus(earlier.payload),
                errors - earlier.errors,
                degraded - earlier.degraded,
                rejected - earlier.rejected,
                innerNanos - earlier.innerNanos,
                since);
    }
}
