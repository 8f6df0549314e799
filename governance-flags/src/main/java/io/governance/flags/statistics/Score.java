package io.governance.flags.statistics;

import io.governance.measure.BucketLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A value from 0 to 1 for each bucket, frozen from a baseline before the data it judges (4). */
final class Score {
    static final String CLIPPED_MEAN = "cmean";
    static final List<String> NAMES = List.of("rank", "p50", "p90", "p99", CLIPPED_MEAN);

    private final String name;
    private final BucketLayout layout;
    private final double[] values;
    private final double mean;
    private final double clip;

    private Score(String name, BucketLayout layout, double[] values, double mean, double clip) {
        this.name = name;
        this.layout = layout;
        this.values = values;
        this.mean = mean;
        this.clip = clip;
    }

    /** Freezes the five scores of one metric, in the order of {@link #NAMES}. */
    static List<Score> freeze(String metric, BucketLayout layout, Cells baseline) {
        if (baseline.total() == 0) {
            throw new IllegalArgumentException("baseline of " + metric
                    + ": no call in it, expected 1000 or more; record the old side before the attempt");
        }
        if (baseline.highestBucket() >= layout.size()) {
            throw new IllegalArgumentException("baseline of " + metric + ": bucket " + baseline.highestBucket()
                    + ", expected 0 to " + (layout.size() - 1) + "; recorded with another layout?");
        }
        long[] upTo = cumulated(layout, baseline);
        List<Score> scores = new ArrayList<>();
        scores.add(rank(layout, baseline.total(), upTo));
        for (int percent : new int[] {50, 90, 99}) {
            scores.add(above(layout, percent, upTo));
        }
        scores.add(clippedMean(layout, baseline, bucketOfQuantile(99, upTo)));
        return scores;
    }

    private static long[] cumulated(BucketLayout layout, Cells baseline) {
        long[] upTo = new long[layout.size()];
        for (int i = 0; i < baseline.size(); i++) {
            upTo[baseline.bucket(i)] = baseline.count(i);
        }
        Arrays.parallelPrefix(upTo, Long::sum);
        return upTo;
    }

    private static int bucketOfQuantile(int percent, long[] upTo) {
        int bucket = 0;
        while (upTo[bucket] * 100 < percent * upTo[upTo.length - 1]) {
            bucket++;
        }
        return bucket;
    }

    private static Score rank(BucketLayout layout, long total, long[] upTo) {
        double[] values = new double[layout.size()];
        for (int bucket = 0; bucket < values.length; bucket++) {
            long below = bucket == 0 ? 0 : upTo[bucket - 1];
            values[bucket] = (below + (upTo[bucket] - below) / 2.0) / total;
        }
        return new Score("rank", layout, values, 0.5, 1.0);
    }

    private static Score above(BucketLayout layout, int percent, long[] upTo) {
        int threshold = bucketOfQuantile(percent, upTo);
        double[] values = new double[layout.size()];
        Arrays.fill(values, threshold + 1, values.length, 1.0);
        long total = upTo[upTo.length - 1];
        return new Score("p" + percent, layout, values, (total - upTo[threshold]) / (double) total, 1.0);
    }

    /** Clipped at about twice the 99th percentile, so that a single huge value cannot carry the mean. */
    private static Score clippedMean(BucketLayout layout, Cells baseline, int bucketOfP99) {
        int twice = layout.isLinear() ? Math.max(1, 2 * bucketOfP99) : bucketOfP99 + BucketLayout.PER_OCTAVE;
        double clip = layout.representative(Math.min(layout.size() - 1, twice));
        double[] values = new double[layout.size()];
        Arrays.setAll(values, bucket -> Math.min(layout.representative(bucket), clip) / clip);
        CompensatedSum sum = new CompensatedSum();
        for (int i = 0; i < baseline.size(); i++) {
            sum.add(baseline.count(i) * values[baseline.bucket(i)]);
        }
        return new Score(CLIPPED_MEAN, layout, values, sum.value() / baseline.total(), clip);
    }

    String name() {
        return name;
    }

    /** Returns the mean over the baseline. It cancels out of what is estimated and only lessens the variance. */
    double mean() {
        return mean;
    }

    double of(int bucket) {
        return values[bucket];
    }

    /**
     * Returns the values as if every measurement were larger: by {@code move} buckets in a logarithmic layout, which is
     * exact; {@code move} times in a linear one, where only the clipped mean can be moved (4.2).
     */
    double[] moved(double move) {
        double[] moved = new double[values.length];
        for (int bucket = 0; bucket < moved.length; bucket++) {
            moved[bucket] = layout.isLinear()
                    ? Math.min(bucket * move, clip) / clip
                    : values[Math.min(Math.max(bucket + (int) move, 0), values.length - 1)];
        }
        return moved;
    }
}
