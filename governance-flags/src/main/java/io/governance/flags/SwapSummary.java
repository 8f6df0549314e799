package io.governance.flags;

import io.governance.flags.statistics.Judge;
import io.governance.flags.statistics.Slice;
import io.governance.flags.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts together what a report says. */
record SwapSummary(String operation, String name, Rollout rollout, List<Target> targets) {
    SwapReport report(
            SwapState state,
            Optional<Judge> judge,
            List<Slice> slices,
            List<String> missing,
            Pairs pairs,
            long rescued) {
        Optional<Verdict> verdict = judge.map(asked -> asked.verdict(slices));
        return new SwapReport(
                name,
                operation,
                state.stage(),
                state.attempt(),
                state.share(),
                state.reason(),
                Questions.settings(rollout, targets, state.attempt(), Map.of()).level(),
                verdict,
                judge.map(asked -> asked.ranges(slices)),
                verdict.map(this::lines).orElse(List.of()),
                missing,
                verdict.flatMap(Verdict::pending)
                        .map(Verdict.Gate::remainingCalls)
                        .orElse(OptionalLong.empty()),
                pairs.compared.sum(),
                pairs.pairs.sum(),
                pairs.unstable.sum(),
                pairs.dropped.sum(),
                rescued);
    }

    private List<SwapReport.TargetLine> lines(Verdict verdict) {
        List<SwapReport.TargetLine> lines = new ArrayList<>();
        for (Target target : targets) {
            Verdict.Target stands = verdict.targets().get(Target.metric(target.signal()));
            if (stands != null) {
                lines.add(new SwapReport.TargetLine(target, stands.standing(), stands.logE()));
            }
        }
        return lines;
    }
}
