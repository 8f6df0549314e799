package io.governance.flags.statistics;

import java.util.List;

/** Bets that the new side, its values moved first, scores higher (or lower) than the old one (3.1). */
final class ScoreBet implements Bet {
    private final String metric;
    private final FrozenScore frozen;
    private final List<double[]> movedValues;
    private final double sign;
    private final boolean countsUnfinished;

    private ScoreBet(String metric, FrozenScore score, double move, double sign, boolean countsUnfinished) {
        this.metric = metric;
        this.frozen = score;
        this.movedValues = score.moved(move);
        this.sign = sign;
        this.countsUnfinished = countsUnfinished;
    }

    static ScoreBet newIsHigher(String metric, FrozenScore score, double move) {
        return new ScoreBet(metric, score, move, +1.0, false);
    }

    static ScoreBet newIsLower(String metric, FrozenScore score, double move) {
        return new ScoreBet(metric, score, move, -1.0, false);
    }

    /** The same in favour of a new side whose unfinished calls count as the slowest (8.2). */
    static ScoreBet newIsLowerIfUnfinishedIsSlowest(String metric, FrozenScore score, double move) {
        return new ScoreBet(metric, score, move, -1.0, true);
    }

    @Override
    public Increments on(Slice slice) {
        Score score = frozen.in(slice);
        double[] newValues = movedValues.get(slice.baseline());
        double share = slice.share();
        double mean = score.mean();
        double ofNew = sign > 0 ? mean : 1.0 - mean;
        Increments won = new Increments(Math.max((1.0 - share) * ofNew, share * (1.0 - ofNew)));

        Cells old = slice.cells(metric).ofOld();
        Run run = new Run(won, sign * -share, mean);
        for (int i = 0; i < old.size(); i++) {
            run.add(old.count(i), score.of(old.bucket(i)));
        }
        run.end();

        Cells fresh = slice.cells(metric).ofNew();
        run = new Run(won, sign * (1.0 - share), mean);
        for (int i = 0; i < fresh.size(); i++) {
            run.add(fresh.count(i), newValues[fresh.bucket(i)]);
        }
        if (countsUnfinished) {
            run.add(slice.unfinishedOfNew(), newValues[newValues.length - 1]);
        }
        run.end();
        return won;
    }

    /** Neighbouring buckets of equal score are one cell: a quantile's score has two for each side, not hundreds. */
    private static final class Run {
        private final Increments won;
        private final double weight;
        private final double mean;
        private double value;
        private long count;

        Run(Increments won, double weight, double mean) {
            this.won = won;
            this.weight = weight;
            this.mean = mean;
        }

        void add(long more, double nextValue) {
            if (nextValue != value) {
                end();
                value = nextValue;
            }
            count += more;
        }

        void end() {
            won.add(count, weight * (value - mean));
            count = 0;
        }
    }
}
