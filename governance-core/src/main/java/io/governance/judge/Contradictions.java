package io.governance.judge;

import io.governance.measure.Signal;
import java.util.List;
import java.util.function.Function;

/**
 * Finds lines of one signal that cannot all be meant: impossible values, and a worse level with a milder line.
 *
 * @param key the key of a level's line
 * @param source where the line of a level was set
 */
record Contradictions(Function<Level, String> key, Function<Level, String> source, List<String> problems) {

    void check(Threshold threshold) {
        Level before = null;
        for (Level level : PolicySettings.LEVELS) {
            double line = threshold.line(level);
            if (Double.isNaN(line) || !isPossible(threshold, level)) {
                continue;
            }
            if (before != null) {
                checkOrder(threshold, before, level);
            }
            before = level;
        }
    }

    private boolean isPossible(Threshold threshold, Level level) {
        double line = threshold.line(level);
        boolean isShare = threshold.signal().unit() == Signal.Unit.RATIO;
        if (line >= 0 && (isShare ? line <= 1 : line < Threshold.TOO_LARGE)) {
            return true;
        }
        problems.add(found(threshold, level) + ", expected "
                + (isShare ? "a share of 0 % to 100 %" : "0 or more, and no overflow"));
        return false;
    }

    private void checkOrder(Threshold threshold, Level milder, Level worse) {
        double one = threshold.line(milder);
        double other = threshold.line(worse);
        boolean isLowerWorse = threshold.signal().isLowerWorse();
        if (isLowerWorse ? other > one : other < one) {
            problems.add(found(threshold, worse) + ", expected " + Figures.format(threshold.signal(), one)
                    + (isLowerWorse ? " or less" : " or more") + ", the line of " + key.apply(milder) + " (set in "
                    + source.apply(milder) + ")");
        }
    }

    private String found(Threshold threshold, Level level) {
        return key.apply(level) + ": found " + Figures.format(threshold.signal(), threshold.line(level)) + " (set in "
                + source.apply(level) + ")";
    }
}
