package io.governance.audit;

import io.governance.judge.Level;
import io.governance.judge.Threshold;
import io.governance.measure.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One operation in an audit: response time and queries per call over time. */
final class OperationSection {
    private OperationSection() {}

    static Document.Section of(OperationFigures operation, AuditContents audit) {
        List<Block> blocks = new ArrayList<>();
        Table series = operation.series();
        TimePlot time = new TimePlot(
                        "Response time of " + operation.name(), Signal.Unit.NANOSECONDS, audit.from(), audit.to(), true)
                .line(
                        "p50",
                        "first",
                        operation.periods(),
                        period -> period.responseTime().quantile(0.5))
                .line(
                        "p95",
                        "second",
                        operation.periods(),
                        period -> period.responseTime().quantile(0.95))
                .line(
                        "p99",
                        "third",
                        operation.periods(),
                        period -> period.responseTime().quantile(0.99))
                .band();
        limits(time, audit.policy().threshold(Signal.RESPONSE_TIME));
        marks(time, operation, audit);
        blocks.add(new Block.Plot("Response time over time", time.svg(), series));
        if (operation.total().queries().count() > 0) {
            TimePlot queries = new TimePlot(
                            "Queries per call of " + operation.name(),
                            Signal.Unit.COUNT,
                            audit.from(),
                            audit.to(),
                            false)
                    .line("median", "first", operation.periods(), period -> period.queries(0.5))
                    .line("p95", "second", operation.periods(), period -> period.queries(0.95));
            limits(queries, audit.policy().threshold(Signal.QUERIES));
            marks(queries, operation, audit);
            blocks.add(new Block.Plot("Queries per call over time", queries.svg(), queries(operation)));
        }
        return new Document.Section(3, operation.name(), blocks);
    }

    /** Marks where a swap of this operation changed its stage; only a swap's report knows the operation. */
    private static void marks(TimePlot plot, OperationFigures operation, AuditContents audit) {
        for (AuditedSwap swap : audit.swaps()) {
            if (swap.report()
                    .filter(report -> report.operation().equals(operation.name()))
                    .isPresent()) {
                swap.history().stages().stream()
                        .filter(step -> !step.entry().at().isBefore(audit.from()))
                        .forEach(step ->
                                plot.mark(step.stage().name(), step.entry().at()));
            }
        }
    }

    private static Table queries(OperationFigures operation) {
        return new Table(
                "Queries per call of " + operation.name() + " by period",
                List.of("from (UTC)", "median", "p95"),
                operation.periods().stream()
                        .map(period -> List.of(
                                Figures.at(period.from()),
                                Figures.count(period.queries(0.5)),
                                Figures.count(period.queries(0.95))))
                        .toList());
    }

    /** The lines of the policy; two at the same value are one. */
    private static void limits(TimePlot plot, Threshold threshold) {
        double before = Double.NaN;
        for (Level level : List.of(Level.ACCEPTABLE, Level.INFO, Level.WARNING, Level.CRITICAL)) {
            double line = threshold.line(level);
            if (line != before) {
                plot.limit(level.name().toLowerCase(Locale.ROOT), line);
            }
            before = Double.isNaN(line) ? before : line;
        }
    }
}
