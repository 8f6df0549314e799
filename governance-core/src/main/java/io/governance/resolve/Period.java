package io.governance.resolve;

import io.governance.measure.BucketLayout;
import io.governance.measure.Histogram;
import io.governance.measure.Signal;
import io.governance.remember.Samples;
import io.governance.remember.Samples.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One operation in one period, over all nodes, from the samples of the store. Immutable.
 *
 * @param from start of the period
 * @param to end of the period
 * @param responseTime nanoseconds of every call
 * @param allocation bytes allocated, of one call in eight
 * @param queries database queries, of the calls that had any
 * @param errors calls that ended in an error
 * @param nodes how many nodes measured it
 */
public record Period(
        Instant from,
        Instant to,
        Histogram responseTime,
        Histogram allocation,
        Histogram queries,
        long errors,
        int nodes) {

    /** Only what was measured wholly inside the period counts: what straddles its ends belongs to neither side. */
    static Period read(Samples samples, String operation, Instant from, Instant to) {
        List<Sample> ours = samples.read(from, to).stream()
                .filter(sample ->
                        sample.subject().equals(operation) && !sample.to().isAfter(to))
                .toList();
        return new Period(
                from,
                to,
                histogram(ours, Signal.RESPONSE_TIME, BucketLayout.NANOSECONDS),
                histogram(ours, Signal.ALLOCATION, BucketLayout.BYTES),
                histogram(ours, Signal.QUERIES, BucketLayout.COUNT),
                of(ours, Signal.ERROR_RATE).stream()
                        .mapToLong(sample -> sample.buckets().getOrDefault(0, 0L))
                        .sum(),
                (int) ours.stream().map(Sample::node).distinct().count());
    }

    private static List<Sample> of(List<Sample> samples, Signal signal) {
        return samples.stream()
                .filter(sample -> sample.metric().equals(signal.key()))
                .toList();
    }

    private static Histogram histogram(List<Sample> samples, Signal signal, BucketLayout layout) {
        long[] counts = new long[layout.size()];
        of(samples, signal).forEach(sample -> sample.buckets().forEach((bucket, count) -> counts[bucket] += count));
        return Histogram.of(layout, counts);
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
        if (calls() == 0) {
            return Double.NaN;
        }
        long[] all = queries.toArray();
        all[0] += Math.max(0, calls() - queries.count());
        return Histogram.of(queries.layout(), all).quantile(share);
    }

    Map<String, String> facts(String name) {
        Map<String, String> facts = new TreeMap<>();
        Range p50 = Range.ofQuantile(responseTime, 0.5);
        Range p95 = Range.ofQuantile(responseTime, 0.95);
        Range errorRate = Range.ofShare(errors, calls());
        facts.put(name + ".from", from.toString());
        facts.put(name + ".to", to.toString());
        facts.put(name + ".nodes", Integer.toString(nodes));
        facts.put(name + ".calls", Long.toString(calls()));
        facts.put(name + ".p50Micros", BeforeAfter.number(responseTime.quantile(0.5) / 1e3));
        facts.put(name + ".p50LowMicros", BeforeAfter.number(p50.low() / 1e3));
        facts.put(name + ".p50HighMicros", BeforeAfter.number(p50.high() / 1e3));
        facts.put(name + ".p95Micros", BeforeAfter.number(responseTime.quantile(0.95) / 1e3));
        facts.put(name + ".p95LowMicros", BeforeAfter.number(p95.low() / 1e3));
        facts.put(name + ".p95HighMicros", BeforeAfter.number(p95.high() / 1e3));
        facts.put(name + ".queriesP50", BeforeAfter.number(queriesQuantile(0.5)));
        facts.put(name + ".errors", Long.toString(errors));
        facts.put(name + ".errorPercent", BeforeAfter.number(100 * errorRate()));
        facts.put(name + ".errorLowPercent", BeforeAfter.number(100 * errorRate.low()));
        facts.put(name + ".errorHighPercent", BeforeAfter.number(100 * errorRate.high()));
        return facts;
    }
}
