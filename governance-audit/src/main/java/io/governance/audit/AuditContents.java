package io.governance.audit;

import io.governance.flags.Stage;
import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.remember.Samples.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that an audit states, before anything is written.
 *
 * @param samples how many samples it was computed from
 * @param width length of a period
 * @param operations those that cost their callers most first
 * @param findings the most urgent first, among equals by what their operation cost
 */
record AuditContents(
        Audit.Kind kind,
        Instant from,
        Instant to,
        Policy policy,
        int samples,
        Duration width,
        List<OperationFigures> operations,
        Optional<Examination> examination,
        List<Finding> findings,
        List<AuditedSwap> swaps,
        List<Story> alerts,
        List<Story> resolutions,
        List<Story> changes,
        List<Trend> trends) {

    static AuditContents read(Audit.Builder asked) {
        List<Sample> samples = asked.store.samples().read(asked.from, asked.to);
        Duration width = Periods.width(samples, asked.from, asked.to);
        List<OperationFigures> operations = new ArrayList<>();
        Periods.of(samples, width).forEach((name, periods) -> operations.add(OperationFigures.of(name, periods)));
        operations.sort(Comparator.comparingDouble(OperationFigures::costNanos)
                .reversed()
                .thenComparing(OperationFigures::name));
        return new AuditContents(
                asked.kind,
                asked.from,
                asked.to,
                asked.policy,
                samples.size(),
                width,
                List.copyOf(operations),
                Optional.ofNullable(asked.examination),
                ranked(asked.examination, operations),
                swaps(asked),
                Story.all(asked.store.ledger(), "alert/", asked.from, asked.to),
                Story.all(asked.store.ledger(), "resolution/", asked.from, asked.to),
                Story.all(asked.store.ledger(), "change/", asked.from, asked.to),
                Trend.all(samples));
    }

    private static List<Finding> ranked(
            @org.jspecify.annotations.Nullable Examination examination, List<OperationFigures> operations) {
        if (examination == null) {
            return List.of();
        }
        Map<String, Double> costs = new HashMap<>();
        operations.forEach(operation -> costs.put(operation.name(), operation.costNanos()));
        List<Finding> ranked = new ArrayList<>(examination.findings());
        ranked.sort(Comparator.comparing(Finding::level)
                .reversed()
                .thenComparing(finding -> -costs.getOrDefault(finding.subject(), 0.0))
                .thenComparing(Finding::key));
        return List.copyOf(ranked);
    }

    private static List<AuditedSwap> swaps(Audit.Builder asked) {
        List<AuditedSwap> swaps = new ArrayList<>();
        for (String stream : asked.store.ledger().streams(SwapHistory.STREAMS)) {
            String name = stream.substring(SwapHistory.STREAMS.length());
            SwapHistory history = SwapHistory.read(asked.store.ledger(), name, asked.to);
            if (isOfPeriod(history, asked.from)) {
                swaps.add(new AuditedSwap(
                        history,
                        Optional.ofNullable(asked.swaps.get(name)),
                        ArmTables.read(asked.store, history).table()));
            }
        }
        return swaps;
    }

    private static boolean isOfPeriod(SwapHistory history, Instant from) {
        return !history.steps().isEmpty()
                && (history.stage().isUnderWay()
                        || history.stage() == Stage.COMPLETE
                        || !history.steps()
                                .get(history.steps().size() - 1)
                                .entry()
                                .at()
                                .isBefore(from));
    }

    /** The worst of what was examined, measured in the period, and alerted. */
    Level level() {
        Level worst = examination.map(Examination::level).orElse(Level.NO_DATA);
        for (OperationFigures operation : operations) {
            worst = worst.worse(operation.level(policy));
        }
        return worst;
    }

    long calls() {
        return operations.stream()
                .mapToLong(operation -> operation.total().calls())
                .sum();
    }

    long errors() {
        return operations.stream()
                .mapToLong(operation -> operation.total().errors())
                .sum();
    }

    long openIssues() {
        return resolutions.stream().filter(Story::isOpen).count();
    }
}
