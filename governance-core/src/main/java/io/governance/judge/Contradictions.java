package io.governance.judge;

import io.governance.measure.Signal;
import java.util.List;
import java.util.Map;

/** Finds lines of one signal that cannot all be meant: impossible values, and a worse level with a milder line. */
final class Contradictions {
    private final Map<String, String> sources;
    private final List<String> problems;

    Contradictions(Map<String, String> sources, List<String> problems) {
        this.sources = sources;
        this.problems = problems;
    }

    void check(Threshold threshold) {
        Level before = null;
        for (Level level : List.of(Level.ACCEPTABLE, Level.INFO, Level.WARNING, Level.CRITICAL)) {
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
        if (line >= 0 && (isShare ? line <= 1 : line < Double.POSITIVE_INFINITY)) {
            return true;
        }
        problems.add(found(threshold, level) + ", expected " + (isShare ? "a share of 0 % to 100 %" : "0 or more"));
        return false;
    }

    private void checkOrder(Threshold threshold, Level milder, Level worse) {
        double one = threshold.line(milder);
        double other = threshold.line(worse);
        boolean isLowerWorse = threshold.signal().isLowerWorse();
        if (isLowerWorse ? other > one : other < one) {
            problems.add(found(threshold, worse) + ", expected " + ThresholdFinding.format(threshold.signal(), one)
                    + (isLowerWorse ? " or less" : " or more") + ", the line of "
                    + Settings.key(threshold.signal(), milder) + " (set in " + source(threshold, milder) + ")");
        }
    }

    private String found(Threshold threshold, Level level) {
        return Settings.key(threshold.signal(), level) + ": found "
                + ThresholdFinding.format(threshold.signal(), threshold.line(level)) + " (set in "
                + source(threshold, level) + ")";
    }

    private String source(Threshold threshold, Level level) {
        return sources.getOrDefault(Settings.key(threshold.signal(), level), "the protocol");
    }
}
