package io.governance.flags.statistics;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Both sides ran on the same input, in an order chosen by a fair coin: a sign test, and McNemar's for errors (7). */
final class PairedComparison {
    private final TreeMap<Integer, Long> differences = new TreeMap<>();
    private final long failedOnlyNew;
    private final long failedOnlyOld;

    PairedComparison(Map<Integer, Long> bucketDifferences, long failedOnlyNew, long failedOnlyOld) {
        long total = 0;
        for (Map.Entry<Integer, Long> cell : bucketDifferences.entrySet()) {
            String where = "pairs, bucket difference " + cell.getKey();
            total = Cells.checkedCount(where, total + Cells.checkedCount(where, cell.getValue()));
        }
        differences.putAll(bucketDifferences);
        this.failedOnlyNew = Cells.checkedCount("pairs in which new alone failed", failedOnlyNew);
        this.failedOnlyOld = Cells.checkedCount("pairs in which old alone failed", failedOnlyOld);
    }

    Verdict.Paired judge(Judge.Settings settings) {
        return new Verdict.Paired(
                settings.threshold(),
                newIsSlower(-settings.toleranceSteps(), +1.0),
                newIsSlower(0, -1.0),
                newIsSlower(settings.claimSteps(), -1.0),
                logE(failedOnlyNew, failedOnlyOld, 1.0),
                median(Math.log(2.0 / settings.level())));
    }

    private double newIsSlower(int move, double sign) {
        long slower = count(differences.tailMap(-move, false));
        long faster = count(differences.headMap(-move, false));
        return sign > 0 ? logE(slower, faster, 1.0) : logE(faster, slower, 1.0);
    }

    private Verdict.Range median(double threshold) {
        OptionalInt high = differences.keySet().stream()
                .filter(d -> isMajority(count(differences.headMap(d, true)), threshold))
                .mapToInt(d -> d)
                .findFirst();
        OptionalInt low = differences.descendingKeySet().stream()
                .filter(d -> isMajority(count(differences.tailMap(d, true)), threshold))
                .mapToInt(d -> d)
                .findFirst();
        return new Verdict.Range(
                low.isPresent() ? FactorRange.factor(low.getAsInt() - 1) : 0.0,
                high.isPresent() ? FactorRange.factor(high.getAsInt() + 1) : Double.POSITIVE_INFINITY);
    }

    private boolean isMajority(long part, double threshold) {
        return logE(part, count(differences) - part, 0.5) >= threshold;
    }

    private static double logE(long won, long lost, double stake) {
        return Evidence.logMean(
                new Increments(stake).add(won, stake).add(lost, -stake).logs(1));
    }

    private static long count(Map<Integer, Long> cells) {
        return cells.values().stream().mapToLong(Long::longValue).sum();
    }
}
