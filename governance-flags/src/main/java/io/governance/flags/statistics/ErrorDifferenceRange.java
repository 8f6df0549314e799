package io.governance.flags.statistics;

import java.util.List;

/** Confidence range of the error rate of new minus that of old (9.3). */
final class ErrorDifferenceRange {
    private static final int STEPS = 60;

    private ErrorDifferenceRange() {}

    static Verdict.Range of(List<Slice> slices, double level) {
        return new Verdict.Range(bound(slices, level, +1.0), bound(slices, level, -1.0));
    }

    private static double bound(List<Slice> slices, double level, double sign) {
        double excluded = -sign;
        double possible = sign;
        if (!isExcluded(excluded, slices, level, sign)) {
            return excluded;
        }
        for (int step = 0; step < STEPS; step++) {
            double middle = (excluded + possible) / 2.0;
            if (isExcluded(middle, slices, level, sign)) {
                excluded = middle;
            } else {
                possible = middle;
            }
        }
        return possible;
    }

    private static boolean isExcluded(double difference, List<Slice> slices, double level, double sign) {
        Bet bet = sign > 0 ? ErrorBet.above(difference) : ErrorBet.below(difference);
        return Evidence.plain(bet, slices) >= Math.log(2.0 / level);
    }
}
