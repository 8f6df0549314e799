package io.governance.audit;

import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.measure.Signal;
import java.util.ArrayList;
import java.util.List;

/** One operation over the whole time of an audit, and in periods. */
record OperationFigures(String name, Period total, List<Period> periods) {
    private static final double SHARE = 0.95;

    OperationFigures {
        periods = List.copyOf(periods);
    }

    static OperationFigures of(String name, List<Period> periods) {
        return new OperationFigures(name, periods.stream().reduce(Period::plus).orElseThrow(), periods);
    }

    /** What the operation cost its callers: their waiting, added up, in nanoseconds. */
    double costNanos() {
        return total.calls() == 0 ? 0 : total.calls() * total.responseTime().mean();
    }

    /** The worst of its figures over the whole time, held against the policy. */
    Level level(Policy policy) {
        if (total.calls() < policy.minimumSamples()) {
            return Level.NO_DATA;
        }
        Level worst = policy.threshold(Signal.RESPONSE_TIME)
                .judge(total.responseTime().quantile(SHARE))
                .worse(policy.threshold(Signal.ERROR_RATE).judge(total.errorRate()));
        return total.queries().count() == 0
                ? worst
                : worst.worse(policy.threshold(Signal.QUERIES).judge(total.queries(SHARE)));
    }

    static Table overview(List<OperationFigures> operations, Policy policy) {
        return new Table(
                "Operations",
                List.of(
                        "operation",
                        "level",
                        "calls",
                        "p50",
                        "p95",
                        "p99",
                        "errors",
                        "error rate",
                        "queries p95",
                        "allocation p50"),
                operations.stream()
                        .map(operation -> {
                            List<String> row = new ArrayList<>(List.of(
                                    operation.name(), operation.level(policy).name()));
                            row.addAll(figures(operation.total()));
                            return row;
                        })
                        .map(List::copyOf)
                        .toList());
    }

    /** The figures behind the plots. */
    Table series() {
        List<List<String>> rows = new ArrayList<>();
        for (Period period : periods) {
            List<String> row = new ArrayList<>(List.of(Figures.at(period.from())));
            row.addAll(figures(period));
            rows.add(row);
        }
        return new Table(
                name + " by period",
                List.of(
                        "from (UTC)",
                        "calls",
                        "p50",
                        "p95",
                        "p99",
                        "errors",
                        "error rate",
                        "queries p95",
                        "allocation p50"),
                rows);
    }

    private static List<String> figures(Period period) {
        return List.of(
                Long.toString(period.calls()),
                Figures.nanos(period.responseTime().quantile(0.5)),
                Figures.nanos(period.responseTime().quantile(SHARE)),
                Figures.nanos(period.responseTime().quantile(0.99)),
                Long.toString(period.errors()),
                Figures.percent(period.errorRate()),
                Figures.count(period.queries(SHARE)),
                Figures.bytes(period.allocation().quantile(0.5)));
    }
}
