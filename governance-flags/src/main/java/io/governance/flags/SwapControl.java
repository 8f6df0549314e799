package io.governance.flags;

import io.governance.flags.statistics.Judge;
import io.governance.flags.statistics.Slice;
import io.governance.flags.statistics.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides, from counts and a state, what should happen to a swap next. Pure: no clock, no store, no threads.
 */
final class SwapControl {
    /** What the judge and the stage say at one moment. */
    record Decision(@Nullable SwapEvent event, Map<String, String> facts, List<String> missing) {
        static Decision waitFor(List<String> missing) {
            return new Decision(null, Map.of(), missing);
        }

        static Decision of(SwapEvent event, Map<String, String> facts) {
            return new Decision(event, facts, List.of());
        }
    }

    private final Rollout rollout;
    private final List<Target> targets;
    private @Nullable Judge judge;
    private Baselines judgedBaselines = Baselines.NONE;
    private int judgedAttempt;

    SwapControl(Rollout rollout, List<Target> targets) {
        this.rollout = rollout;
        this.targets = targets;
    }

    /** The judge of an attempt: the questions are the same for the whole attempt, the scores for a slice. */
    synchronized Optional<Judge> judge(SwapState state) {
        if (state.baselines().isEmpty()) {
            return Optional.empty();
        }
        List<String> tables = state.baselines().tables();
        if (judge == null
                || judgedAttempt != state.attempt()
                || !judgedBaselines.tables().equals(tables)) {
            List<Map<String, Map<Integer, Long>>> frozen =
                    tables.stream().map(TableText::read).toList();
            judge = Judge.of(Questions.settings(rollout, targets, state.attempt(), frozen.get(0)), frozen);
            judgedAttempt = state.attempt();
            judgedBaselines = state.baselines();
        }
        return Optional.of(judge);
    }

    Verdict.Paired paired(SwapState state, Pairs pairs) {
        return Judge.paired(
                Questions.settings(rollout, targets, state.attempt(), Map.of()),
                pairs.differences(),
                pairs.failedOnlyNew.get(),
                pairs.failedOnlyOld.get());
    }

    Decision inShadow(SwapState state, Pairs pairs, Duration inStage, Map<String, Map<Integer, Long>> baseline) {
        Verdict.Paired paired = paired(state, pairs);
        if (paired.isWorse()) {
            return Decision.of(SwapEvent.ROLLED_BACK, VerdictFacts.of(paired, pairs));
        }
        List<String> missing = new ArrayList<>();
        addTime(missing, inStage, rollout.minimumTime());
        long compared = pairs.compared.sum();
        if (compared < rollout.comparedInputs()) {
            missing.add("compared " + compared + " inputs without a difference, of " + rollout.comparedInputs()
                    + left("unstable", pairs.unstable.sum())
                    + left("failed", pairs.failedComparisons.sum())
                    + left("dropped", pairs.dropped.sum()));
        }
        if (baseline.getOrDefault(Judge.LATENCY, Map.of()).isEmpty()) {
            missing.add("no call of the old side has been measured yet");
        }
        if (!missing.isEmpty()) {
            return Decision.waitFor(missing);
        }
        return promote(Stage.CANARY, rollout.canaryShare(), Map.of(SwapState.BASELINE, TableText.write(baseline)));
    }

    Decision divided(SwapState state, Judge judged, List<Slice> slices, long newCallsInStep, Duration inStage) {
        Verdict.Alarm alarm = judged.tick(slices);
        if (alarm.isWorse()) {
            return Decision.of(SwapEvent.ROLLED_BACK, VerdictFacts.of(judged.verdict(slices)));
        }
        List<String> missing = new ArrayList<>();
        if (alarm.isSampleRatioBroken()) {
            missing.add("the coin does not give each side its share: nothing is judged until that is explained");
        }
        addTime(missing, inStage, state.stage() == Stage.BAKE ? rollout.soak() : rollout.minimumTime());
        if (state.stage() != Stage.BAKE && newCallsInStep < rollout.minimumCalls()) {
            missing.add(
                    "judged " + newCallsInStep + " calls of the new side in this step, of " + rollout.minimumCalls());
        }
        if (!missing.isEmpty()) {
            return Decision.waitFor(missing);
        }
        return forward(state, judged, slices);
    }

    private Decision forward(SwapState state, Judge judged, List<Slice> slices) {
        if (state.stage() == Stage.CANARY) {
            return promote(Stage.RAMP, rollout.rampShares().get(0), Map.of());
        }
        int step = rollout.rampShares().indexOf(state.share());
        if (state.stage() == Stage.RAMP
                && step >= 0
                && step + 1 < rollout.rampShares().size()) {
            return promote(Stage.RAMP, rollout.rampShares().get(step + 1), Map.of());
        }
        Verdict verdict = judged.verdict(slices);
        List<String> missing = missing(verdict);
        if (!missing.isEmpty()) {
            return Decision.waitFor(missing);
        }
        return state.stage() == Stage.RAMP
                ? promote(Stage.BAKE, rollout.bakeShare(), VerdictFacts.of(verdict))
                : Decision.of(SwapEvent.COMPLETED, VerdictFacts.of(verdict));
    }

    /** What the verdict still lacks: harmlessness, and every target by its own claim, or speed where that is enough. */
    List<String> missing(Verdict verdict) {
        Verdict.Conclusion conclusion = verdict.conclusion();
        boolean isFaster = conclusion == Verdict.Conclusion.TARGET_MET || conclusion == Verdict.Conclusion.BETTER;
        List<String> missing = new ArrayList<>();
        if (!isFaster && conclusion != Verdict.Conclusion.NOT_WORSE) {
            missing.add(verdict.pending().map(SwapControl::inWords).orElse("not shown yet: not worse"));
        } else if (!isFaster && (targets.isEmpty() || rollout.isBetterAccepted())) {
            missing.add("not shown yet: faster than the old side");
        }
        if (!rollout.isBetterAccepted()) {
            for (Target target : targets) {
                String metric = Target.metric(target.signal());
                String standing = inWords(verdict.targets().get(metric));
                if (!standing.isEmpty()) {
                    missing.add("target of " + metric + ": " + standing);
                }
            }
        }
        return missing;
    }

    private static String inWords(Verdict.@Nullable Target target) {
        if (target == null) {
            return "cannot be judged, since SHADOW has measured nothing of it";
        }
        return switch (target.standing()) {
            case MET, NOT_ASKED -> "";
            case NOT_YET_SHOWN -> "not shown yet";
            case OUT_OF_REACH -> "out of reach";
        };
    }

    private static String left(String what, long count) {
        return count == 0 ? "" : ", " + count + " " + what;
    }

    private static String inWords(Verdict.Gate gate) {
        return "not shown yet: " + gate.name()
                + (gate.remainingCalls().isPresent()
                        ? ", about " + gate.remainingCalls().getAsLong() + " calls remain"
                        : "");
    }

    private static void addTime(List<String> missing, Duration inStage, Duration wanted) {
        if (inStage.compareTo(wanted) < 0) {
            missing.add(inStage.toSeconds() + " s in this step, of " + wanted.toSeconds() + " s");
        }
    }

    private static Decision promote(Stage to, double share, Map<String, String> more) {
        Map<String, String> facts = new java.util.TreeMap<>(more);
        facts.put(SwapState.TO, to.name());
        facts.put(SwapState.SHARE, Double.toString(share));
        facts.put(SwapState.REASON, "every gate of the step before is passed");
        return Decision.of(SwapEvent.PROMOTED, facts);
    }
}
