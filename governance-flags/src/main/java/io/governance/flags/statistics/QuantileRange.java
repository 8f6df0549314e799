package io.governance.flags.statistics;

import io.governance.measure.BucketLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Confidence ranges of the latency quantiles of one side, both sides over the same mix of slices (9.2). */
final class QuantileRange {
    private static final BucketLayout LAYOUT = BucketLayout.NANOSECONDS;

    private final List<Slice> slices;
    private final boolean ofNew;
    private final double quantile;
    private final double threshold;

    private QuantileRange(List<Slice> slices, boolean ofNew, double quantile, double level) {
        this.slices = slices;
        this.ofNew = ofNew;
        this.quantile = quantile;
        this.threshold = Math.log(2.0 / level);
    }

    static Map<String, Verdict.Range> all(List<Slice> slices, double level) {
        Map<String, Verdict.Range> ranges = new LinkedHashMap<>();
        for (int percent : new int[] {50, 90, 99}) {
            double quantile = percent / 100.0;
            ranges.put("p" + percent + ".old", new QuantileRange(slices, false, quantile, level).range());
            ranges.put("p" + percent + ".new", new QuantileRange(slices, true, quantile, level).range());
        }
        return ranges;
    }

    private Verdict.Range range() {
        int size = LAYOUT.size();
        int upper = Search.smallest(0, size, bucket -> isProven(bucket, true));
        int lower = Search.largest(-1, size - 1, bucket -> isProven(bucket, false));
        return new Verdict.Range(
                lower >= 0 ? LAYOUT.upperEdge(lower) : 0.0,
                upper < size ? LAYOUT.upperEdge(upper) : Double.POSITIVE_INFINITY);
    }

    /** Whether more (or less) than the quantile's share of calls is known to lie in buckets up to this one. */
    private boolean isProven(int bucket, boolean more) {
        Bet counted = slice -> {
            Cells cells = ofNew
                    ? slice.cells(Judge.LATENCY).ofNew()
                    : slice.cells(Judge.LATENCY).ofOld();
            double weight = ofNew ? 1.0 - slice.share() : slice.share();
            double sign = more ? 1.0 : -1.0;
            long upTo = cells.countUpTo(bucket);
            return new Increments(weight * (more ? quantile : 1.0 - quantile))
                    .add(upTo, sign * weight * (1.0 - quantile))
                    .add(cells.total() - upTo, -sign * weight * quantile);
        };
        return Evidence.plain(counted, slices) >= threshold;
    }
}
