package io.governance.audit;

import io.governance.flags.SwapReport;
import io.governance.flags.statistics.Verdict;
import io.governance.measure.Signal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a swap's report says, as sentences and tables for records and audits. */
final class SwapTables {
    private SwapTables() {}

    static String level(SwapReport report) {
        return "Each range holds at all times, with probability " + Figures.percent(1 - report.level())
                + " or more (level " + Figures.digits(report.level()) + " of attempt " + report.attempt() + ").";
    }

    static String sentence(SwapReport report) {
        String standing = "Stands at " + report.stage() + ", attempt " + report.attempt() + ", share of the new side "
                + Figures.percent(report.share()) + ": " + report.reason() + ".";
        return report.verdict()
                .map(verdict -> standing + " Conclusion " + verdict.conclusion() + ", action " + verdict.action()
                        + ", from " + verdict.newCalls() + " judged calls of the new side and " + verdict.totalCalls()
                        + " of both; a statement is proven at log E " + number(verdict.threshold())
                        + ", its probability to be false, ever, is at most " + Figures.digits(verdict.level()) + ".")
                .orElse(standing + " No live call has been judged yet.");
    }

    static Table ranges(SwapReport report) {
        List<List<String>> rows = new ArrayList<>();
        report.ranges().ifPresent(ranges -> {
            for (String quantile : List.of("p50", "p90", "p99")) {
                rows.add(List.of(
                        "response time, " + quantile,
                        quantile(ranges, quantile + ".old"),
                        quantile(ranges, quantile + ".new"),
                        factor(ranges.factors(), quantile)));
            }
            ranges.furtherFactors()
                    .forEach((metric, range) ->
                            rows.add(List.of(metric(metric) + ", clipped mean", "", "", Figures.improvement(range))));
            rows.add(List.of(
                    "error rate, new minus old",
                    "",
                    "",
                    Figures.percent(ranges.errorDifference().low()) + " to "
                            + Figures.percent(ranges.errorDifference().high())));
        });
        return new Table("Confidence ranges", List.of("", "old side", "new side", "new compared with old"), rows);
    }

    private static String quantile(Verdict.Ranges ranges, String name) {
        Verdict.Range range = ranges.quantiles().get(name);
        return range == null ? Figures.NONE : Figures.range(Signal.Unit.NANOSECONDS, range);
    }

    private static String factor(Map<String, Verdict.Range> factors, String name) {
        Verdict.Range range = factors.get(name);
        return range == null ? Figures.NONE : Figures.improvement(range);
    }

    /**
     * One statement of the judge: proven when its evidence reaches the threshold.
     *
     * @param isAlarm whether it speaks against the new side
     */
    record Statement(String name, double logE, double threshold, boolean isAlarm) {
        boolean isProven() {
            return logE >= threshold;
        }
    }

    static List<Statement> statements(Verdict verdict) {
        List<Statement> statements = new ArrayList<>();
        Verdict.Alarm alarm = verdict.alarm();
        statements.add(new Statement("the new side is worse", alarm.logE(), alarm.threshold(), true));
        statements.add(new Statement("the coin is broken", alarm.sampleRatio(), alarm.sampleRatioThreshold(), true));
        statements.add(weakest("not worse", verdict.notWorse(), verdict.threshold()));
        statements.add(strongest("faster", verdict.improvement(), verdict.threshold()));
        verdict.targets().forEach((metric, target) -> {
            if (target.standing() != Verdict.Standing.NOT_ASKED) {
                statements.add(new Statement("target of " + metric(metric), target.logE(), verdict.threshold(), false));
            }
        });
        return statements;
    }

    private static Statement weakest(String name, Map<String, Double> evidence, double threshold) {
        return evidence.isEmpty()
                ? new Statement(name, 0, threshold, false)
                : new Statement(
                        name + " (weakest of all scores)", Collections.min(evidence.values()), threshold, false);
    }

    /** The primary score of the judge unless the settings say otherwise is the rank. */
    private static Statement strongest(String name, Map<String, Double> evidence, double threshold) {
        Double median = evidence.get("p50");
        return new Statement(name + " (median)", median == null ? 0 : median, threshold, false);
    }

    static Table evidence(List<Statement> statements) {
        return new Table(
                "Evidence",
                List.of("statement", "log E", "proven at", "standing"),
                statements.stream()
                        .map(statement -> List.of(
                                statement.name(),
                                number(statement.logE()),
                                number(statement.threshold()),
                                statement.isProven() ? "proven" : "not proven"))
                        .toList());
    }

    static String metric(String key) {
        return switch (key) {
            case "lat" -> "response time";
            case "cpu" -> "CPU time";
            case "alloc" -> "allocation";
            case "qry" -> "queries";
            default -> key;
        };
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
