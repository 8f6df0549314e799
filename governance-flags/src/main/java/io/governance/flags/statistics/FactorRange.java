package io.governance.flags.statistics;

import io.governance.measure.BucketLayout;
import java.util.List;

/** Confidence range of the factor by which new has to be divided to score like old: the shifted test inverted (9.1). */
final class FactorRange {
    private FactorRange() {}

    static Verdict.Range of(MetricBets metric, FrozenScore score, List<Slice> slices, double level) {
        List<Slice> having = metric.having(slices);
        double threshold = Math.log(2.0 / level);
        int size = metric.asked().layout().size();
        int higher = Search.smallest(
                -(size - 2),
                size - 1,
                move -> Evidence.plain(ScoreBet.newIsHigher(metric.metric(), score, move), having) >= threshold);
        int lower = Search.largest(
                -(size - 1),
                size - 2,
                move -> Evidence.plain(ScoreBet.newIsLower(metric.metric(), score, move), having) >= threshold);
        return new Verdict.Range(
                higher == size - 1 ? 0.0 : factor(-higher),
                lower == -(size - 1) ? Double.POSITIVE_INFINITY : factor(-lower));
    }

    /** Returns the factor of so many buckets. */
    static double factor(int buckets) {
        return Math.pow(2.0, buckets / (double) BucketLayout.PER_OCTAVE);
    }
}
