package io.governance.audit;

import io.governance.audit.SwapTables.Statement;
import io.governance.flags.SwapReport;
import io.governance.measure.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One swap in an audit: share over time, evidence, ranges, targets, and its story. */
final class SwapSection {
    private SwapSection() {}

    static Document.Section of(AuditedSwap swap, AuditContents audit) {
        List<Block> blocks = new ArrayList<>();
        SwapReport report = swap.report().orElse(null);
        blocks.add(new Block.Paragraph(sentence(swap, report)));
        blocks.add(new Block.Plot(
                "Share of the new side over time",
                share(swap, audit),
                swap.history().log()));
        List<Statement> statements = swap.statements();
        if (!statements.isEmpty()) {
            blocks.add(new Block.Plot(
                    "Evidence, in units of what proves it",
                    EvidencePlot.svg(swap.history().swap(), statements),
                    SwapTables.evidence(statements)));
        }
        if (report != null && report.ranges().isPresent()) {
            blocks.add(new Block.Plot(
                    "Speed-up: confidence ranges of new over old", RangePlot.svg(report), SwapTables.ranges(report)));
            blocks.add(new Block.Paragraph(SwapTables.level(report)));
        }
        if (report != null) {
            blocks.add(new Block.Rows(ProtocolTargets.lines(report)));
        }
        if (!swap.counted().isEmpty()) {
            blocks.add(new Block.Rows(swap.counted()));
        }
        blocks.add(new Block.Rows(swap.history().log()));
        return new Document.Section(3, swap.history().swap(), blocks);
    }

    private static String sentence(AuditedSwap swap, @Nullable SwapReport report) {
        if (report != null) {
            return SwapTables.sentence(report);
        }
        SwapHistory history = swap.history();
        String standing = "Stands at " + history.stage() + ", attempt " + history.attempt() + ".";
        String conclusion = swap.lastVerdict().get("conclusion");
        return conclusion == null
                ? standing + " Nothing was decided on evidence so far."
                : standing + " The last decision on evidence: " + conclusion + ", from "
                        + swap.lastVerdict().getOrDefault("newCalls", "unknown") + " judged calls of the new side, "
                        + swap.lastVerdict().getOrDefault("reason", "") + ".";
    }

    private static Html share(AuditedSwap swap, AuditContents audit) {
        List<SwapHistory.Step> steps = swap.history().transitions();
        Instant first = steps.get(0).entry().at();
        Instant last = steps.get(steps.size() - 1).entry().at();
        Instant to = swap.history().stage().isUnderWay()
                ? audit.to()
                : last.plus(Duration.between(first, last).dividedBy(12).plusMillis(1));
        TimePlot plot =
                new TimePlot("Share of the new side of " + swap.history().swap(), Signal.Unit.RATIO, first, to, false);
        List<TimePlot.Point> points = new ArrayList<>();
        steps.forEach(step -> points.add(new TimePlot.Point(step.entry().at(), step.share())));
        swap.history()
                .stages()
                .forEach(step -> plot.mark(step.stage().name(), step.entry().at()));
        points.add(new TimePlot.Point(to, points.get(points.size() - 1).value()));
        return plot.steps("share of new", "first", points).svg();
    }
}
