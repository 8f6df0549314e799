package io.governance.flags;

import io.governance.flags.statistics.Judge;
import java.util.List;
import java.util.Map;

/** Turns targets and rollout into what the judge is asked. */
final class Questions {
    private static final List<String> FURTHER = List.of("alloc", "cpu", "qry");

    private Questions() {}

    /** Further metrics are asked about where the baseline knows them. */
    static Judge.Settings settings(
            Rollout rollout, List<Target> targets, int attempt, Map<String, Map<Integer, Long>> baseline) {
        Judge.Settings.Builder settings = Judge.Settings.builder()
                .alpha(rollout.alpha())
                .attempt(attempt)
                .errorMargin(rollout.errorMargin())
                .minimumNewCalls(rollout.minimumCalls());
        double faster = fraction(targets, Judge.LATENCY);
        if (faster > 0) {
            settings.claimSteps(Judge.claimSteps(faster));
        }
        for (String metric : FURTHER) {
            if (!baseline.getOrDefault(metric, Map.of()).isEmpty()) {
                settings.further(
                        metric,
                        Judge.Metric.of(Target.layout(metric), rollout.moreTolerated(), fraction(targets, metric)));
            }
        }
        return settings.build();
    }

    private static double fraction(List<Target> targets, String metric) {
        return targets.stream()
                .filter(target -> Target.metric(target.signal()).equals(metric))
                .mapToDouble(Target::fraction)
                .max()
                .orElse(0);
    }
}
