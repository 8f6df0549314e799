package io.governance.benchmarks;

import io.governance.flags.statistics.Judge;
import io.governance.flags.statistics.Slice;
import io.governance.measure.BucketLayout;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** The demo's bad candidates as distributions: each simulation returns the judged calls until its verdict. */
final class Candidates {
    private static final double OLD_NANOS = 3e6;
    private static final double SPREAD = 0.3;
    private static final double OLD_BYTES = 200e3;
    private static final double CANARY = 0.10;
    private static final double RAMP = 0.50;
    private static final long CANARY_CALLS = 1_000;
    private static final int LIMIT = 20_000;
    private static final int LOOK_EVERY = 5;

    private Candidates() {}

    /** One answer in 500 is wrong: the first difference decides. */
    static long wrong(SplittableRandom random) {
        long compared = 1;
        while (random.nextInt(500) != 0) {
            compared++;
        }
        return compared;
    }

    /** One call in 100 fails, seen on live calls: CANARY at a share of one in ten, then RAMP at one half. */
    static long failingLive(SplittableRandom random) {
        Judge judge = Judge.of(Judge.Settings.builder().build(), Map.of(Judge.LATENCY, Map.of(400, 1_000L)));
        long[] canary = new long[4];
        long[] ramp = new long[4];
        for (long calls = 1; calls < LIMIT; calls++) {
            boolean isCanary = calls <= CANARY_CALLS;
            long[] counts = isCanary ? canary : ramp;
            boolean isNew = random.nextDouble() < (isCanary ? CANARY : RAMP);
            boolean isFailed = isNew && random.nextInt(100) == 0;
            counts[isNew ? 1 : 0]++;
            counts[isNew ? 3 : 2] += isFailed ? 1 : 0;
            if (isFailed && judge.tick(slices(canary, ramp)).isWorse()) {
                return calls;
            }
        }
        return LIMIT;
    }

    private static List<Slice> slices(long[] canary, long[] ramp) {
        return ramp[0] + ramp[1] == 0
                ? List.of(errors(CANARY, canary))
                : List.of(errors(CANARY, canary), errors(RAMP, ramp));
    }

    private static Slice errors(double share, long[] counts) {
        return Slice.builder(share)
                .table(Judge.LATENCY, Map.of(400, counts[0]), Map.of(400, counts[1]))
                .errors(counts[2], counts[3])
                .build();
    }

    /** One call in 100 fails, seen on pairs of the same input. */
    static long failing(SplittableRandom random) {
        Judge.Settings settings = Judge.Settings.builder().build();
        long failed = 0;
        for (long pairs = 1; pairs < LIMIT; pairs++) {
            if (random.nextInt(100) == 0) {
                failed++;
                if (Judge.paired(settings, Map.of(), failed, 0).isWorse()) {
                    return pairs;
                }
            }
        }
        return LIMIT;
    }

    /** Three times slower, seen on pairs of the same input. */
    static long slower(SplittableRandom random) {
        Judge.Settings settings = Judge.Settings.builder().build();
        Map<Integer, Long> differences = new TreeMap<>();
        for (long pairs = 1; pairs < LIMIT; pairs++) {
            int difference = BucketLayout.NANOSECONDS.indexOf(around(random, 3 * OLD_NANOS))
                    - BucketLayout.NANOSECONDS.indexOf(around(random, OLD_NANOS));
            differences.merge(difference, 1L, Long::sum);
            if (Judge.paired(settings, differences, 0, 0).isWorse()) {
                return pairs;
            }
        }
        return LIMIT;
    }

    /** Ten times the allocation, seen in CANARY with a share of one call in ten. */
    static long allocating(SplittableRandom random) {
        TreeMap<Integer, Long> latency = new TreeMap<>();
        TreeMap<Integer, Long> bytes = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            add(latency, BucketLayout.NANOSECONDS, around(random, OLD_NANOS));
            add(bytes, BucketLayout.BYTES, around(random, OLD_BYTES));
        }
        Judge judge = Judge.of(
                Judge.Settings.builder()
                        .further("alloc", Judge.Metric.of(BucketLayout.BYTES, 0.1, 0))
                        .build(),
                Map.of(Judge.LATENCY, latency, "alloc", bytes));
        Map<Integer, Long> oldTime = new TreeMap<>();
        Map<Integer, Long> newTime = new TreeMap<>();
        Map<Integer, Long> oldBytes = new TreeMap<>();
        Map<Integer, Long> newBytes = new TreeMap<>();
        for (long calls = 1; calls < LIMIT; calls++) {
            boolean isNew = random.nextDouble() < CANARY;
            add(isNew ? newTime : oldTime, BucketLayout.NANOSECONDS, around(random, OLD_NANOS));
            add(isNew ? newBytes : oldBytes, BucketLayout.BYTES, around(random, isNew ? 10 * OLD_BYTES : OLD_BYTES));
            if (calls % LOOK_EVERY == 0 && isWorse(judge, oldTime, newTime, oldBytes, newBytes)) {
                return calls;
            }
        }
        return LIMIT;
    }

    private static boolean isWorse(
            Judge judge,
            Map<Integer, Long> oldTime,
            Map<Integer, Long> newTime,
            Map<Integer, Long> oldBytes,
            Map<Integer, Long> newBytes) {
        Slice slice = Slice.builder(CANARY)
                .table(Judge.LATENCY, oldTime, newTime)
                .table("alloc", oldBytes, newBytes)
                .build();
        return judge.tick(List.of(slice)).isWorse();
    }

    private static void add(Map<Integer, Long> table, BucketLayout layout, long value) {
        table.merge(layout.indexOf(value), 1L, Long::sum);
    }

    private static long around(SplittableRandom random, double median) {
        return (long) (median * Math.exp(SPREAD * random.nextGaussian()));
    }
}
