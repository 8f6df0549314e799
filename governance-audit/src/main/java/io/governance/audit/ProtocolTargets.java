package io.governance.audit;

import io.governance.flags.SwapReport;
import io.governance.flags.statistics.Verdict;
import io.governance.measure.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds a swap against the improvement targets of the protocol (P9), one line each: met, missed, not yet shown, or not
 * measurable by side. A claim that was made in advance decides; without one the confidence range does.
 */
final class ProtocolTargets {
    private ProtocolTargets() {}

    static Table lines(@Nullable SwapReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(line(report, Signal.RESPONSE_TIME, 0.70, "response time (median)", "70-80 % better"));
        rows.add(List.of(
                "resident memory",
                "50-60 % less",
                "not measurable by side",
                "both sides share the process; allocation per call: " + factor(report, "alloc")));
        rows.add(line(report, Signal.CPU_TIME, 0.40, "CPU time", "40-50 % less"));
        rows.add(line(report, Signal.QUERIES, 0.90, "database queries", "90 % fewer"));
        rows.add(List.of(
                "cache hit rate",
                "up by 60-70 %",
                "not measurable by side",
                "caches serve both sides; compare before and after by a change (observational)"));
        return new Table(
                "Against the targets of the protocol",
                List.of("signal", "target", "standing", "what it rests on"),
                rows);
    }

    private static List<String> line(
            @Nullable SwapReport report, Signal signal, double wanted, String name, String target) {
        Optional<SwapReport.TargetLine> claimed = report == null
                ? Optional.empty()
                : report.lines().stream()
                        .filter(line -> line.target().signal() == signal
                                && line.target().fraction() >= wanted - 1e-9)
                        .findFirst();
        if (claimed.isPresent()) {
            SwapReport.TargetLine line = claimed.get();
            return List.of(
                    name,
                    target,
                    inWords(line.standing()),
                    "claimed " + Figures.percent(line.target().fraction()) + " in advance; evidence log E "
                            + String.format(Locale.ROOT, "%.2f", line.logE()));
        }
        Verdict.Range range = range(report, signal);
        if (range == null) {
            return List.of(name, target, inWords(Verdict.Standing.NOT_YET_SHOWN), "no claim and no range yet");
        }
        Verdict.Standing standing = range.high() <= 1 - wanted
                ? Verdict.Standing.MET
                : range.low() > 1 - wanted ? Verdict.Standing.OUT_OF_REACH : Verdict.Standing.NOT_YET_SHOWN;
        return List.of(name, target, inWords(standing), "confidence range: " + Figures.improvement(range));
    }

    private static Verdict.@Nullable Range range(@Nullable SwapReport report, Signal signal) {
        if (report == null || report.ranges().isEmpty()) {
            return null;
        }
        Verdict.Ranges ranges = report.ranges().get();
        return switch (signal) {
            case RESPONSE_TIME -> ranges.factors().get("p50");
            case CPU_TIME -> ranges.furtherFactors().get("cpu");
            default -> null;
        };
    }

    private static String factor(@Nullable SwapReport report, String metric) {
        if (report == null || report.ranges().isEmpty()) {
            return Figures.NONE;
        }
        Verdict.Range range = report.ranges().get().furtherFactors().get(metric);
        return range == null ? Figures.NONE : Figures.improvement(range);
    }

    static String inWords(Verdict.Standing standing) {
        return switch (standing) {
            case MET -> "met";
            case OUT_OF_REACH -> "missed";
            case NOT_YET_SHOWN -> "not yet shown";
            case NOT_ASKED -> "not claimed";
        };
    }
}
