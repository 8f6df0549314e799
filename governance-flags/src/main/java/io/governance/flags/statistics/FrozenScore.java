package io.governance.flags.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * One score as it was frozen from each baseline in turn: a slice is judged by the one that was frozen before it (A4).
 *
 * @param byBaseline the same score, in the order of the baselines
 */
record FrozenScore(List<Score> byBaseline) {
    FrozenScore {
        byBaseline = List.copyOf(byBaseline);
    }

    /** Turns the scores of each baseline into the baselines of each score, in the order of {@link Score#NAMES}. */
    static List<FrozenScore> of(List<List<Score>> scoresOfBaselines) {
        List<FrozenScore> frozen = new ArrayList<>();
        for (int i = 0; i < Score.NAMES.size(); i++) {
            int score = i;
            frozen.add(new FrozenScore(
                    scoresOfBaselines.stream().map(scores -> scores.get(score)).toList()));
        }
        return frozen;
    }

    String name() {
        return byBaseline.get(0).name();
    }

    Score in(Slice slice) {
        return byBaseline.get(slice.baseline());
    }

    /** The moved values of each baseline's score. */
    List<double[]> moved(double move) {
        return byBaseline.stream().map(score -> score.moved(move)).toList();
    }
}
