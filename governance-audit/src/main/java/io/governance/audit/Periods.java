package io.governance.audit;

import io.governance.measure.BucketLayout;
import io.governance.measure.Histogram;
import io.governance.measure.Signal;
import io.governance.remember.Samples.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Adds up the samples of all nodes: by operation, then by periods of equal length. Quantiles are never averaged. */
final class Periods {
    private static final int MOST = 60;
    private static final List<Duration> WIDTHS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(7),
            Duration.ofDays(28));

    private static final Set<String> METRICS =
            Set.of(Signal.RESPONSE_TIME.key(), Signal.ALLOCATION.key(), Signal.QUERIES.key(), Signal.ERROR_RATE.key());

    private Periods() {}

    /** Returns the length of the periods: at most sixty of them, none shorter than the samples are. */
    static Duration width(List<Sample> samples, Instant from, Instant to) {
        long longest = samples.stream()
                .mapToLong(
                        sample -> Duration.between(sample.from(), sample.to()).toMillis())
                .sorted()
                .skip(samples.size() / 2)
                .findFirst()
                .orElse(0);
        long span = Duration.between(from, to).toMillis();
        return WIDTHS.stream()
                .filter(width -> width.toMillis() * 1.25 >= longest && width.toMillis() * MOST >= span)
                .findFirst()
                .orElse(WIDTHS.get(WIDTHS.size() - 1));
    }

    /** Returns the periods of each operation that has a sample; periods without a call are left out. */
    static Map<String, List<Period>> of(List<Sample> samples, Duration width) {
        Map<String, TreeMap<Long, Period>> operations = new TreeMap<>();
        for (Sample sample : samples) {
            if (!METRICS.contains(sample.metric())) {
                continue;
            }
            long slot = Math.floorDiv(sample.from().toEpochMilli(), width.toMillis());
            Instant start = Instant.ofEpochMilli(slot * width.toMillis());
            Period added = add(Period.empty(start, start.plus(width)), sample);
            operations
                    .computeIfAbsent(sample.subject(), subject -> new TreeMap<>())
                    .merge(slot, added, Period::plus);
        }
        Map<String, List<Period>> result = new TreeMap<>();
        operations.forEach((name, periods) -> result.put(name, new ArrayList<>(periods.values())));
        return result;
    }

    private static Period add(Period to, Sample sample) {
        String metric = sample.metric();
        if (metric.equals(Signal.RESPONSE_TIME.key())) {
            return with(to, histogram(BucketLayout.NANOSECONDS, sample), to.allocation(), to.queries(), 0);
        }
        if (metric.equals(Signal.ALLOCATION.key())) {
            return with(to, to.responseTime(), histogram(BucketLayout.BYTES, sample), to.queries(), 0);
        }
        if (metric.equals(Signal.QUERIES.key())) {
            return with(to, to.responseTime(), to.allocation(), histogram(BucketLayout.COUNT, sample), 0);
        }
        long errors = sample.buckets().getOrDefault(0, 0L);
        return with(to, to.responseTime(), to.allocation(), to.queries(), errors);
    }

    private static Period with(
            Period to, Histogram responseTime, Histogram allocation, Histogram queries, long errors) {
        return new Period(to.from(), to.to(), responseTime, allocation, queries, errors);
    }

    /** A bucket that the layout does not have, from another version of the library, counts as its last one. */
    private static Histogram histogram(BucketLayout layout, Sample sample) {
        long[] dense = new long[layout.size()];
        sample.buckets()
                .forEach((bucket, count) ->
                        dense[Math.max(0, Math.min(bucket, layout.size() - 1))] += Math.max(0, count));
        return Histogram.of(layout, dense);
    }
}
