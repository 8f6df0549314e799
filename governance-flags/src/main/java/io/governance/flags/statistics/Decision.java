package io.governance.flags.statistics;

import io.governance.flags.statistics.Verdict.Action;
import io.governance.flags.statistics.Verdict.Conclusion;

/** The table of section 8.3: the first line that applies. */
record Decision(Conclusion conclusion, Action action) {

    static Decision of(Judge.Settings settings, Findings findings) {
        Decision decision = byEvidence(settings, findings);
        boolean outOfCalls = settings.maximumCalls() > 0 && findings.totalCalls() >= settings.maximumCalls();
        if (decision.action != Action.CONTINUE || !outOfCalls) {
            return decision;
        }
        boolean notWorse = decision.conclusion == Conclusion.NOT_WORSE;
        return new Decision(notWorse ? Conclusion.NOT_WORSE : Conclusion.UNDECIDED, Action.DECIDE);
    }

    private static Decision byEvidence(Judge.Settings settings, Findings findings) {
        double threshold = settings.threshold();
        boolean worse = findings.alarm().isWorse();
        if (findings.alarm().isSampleRatioBroken()) {
            return new Decision(Conclusion.INVALID, worse ? Action.ROLLBACK : Action.HOLD);
        }
        if (worse) {
            return new Decision(Conclusion.WORSE, Action.ROLLBACK);
        }
        if (findings.newCalls() < settings.minimumNewCalls()) {
            return new Decision(Conclusion.INSUFFICIENT, Action.CONTINUE);
        }
        boolean notWorse = findings.leastNotWorse() >= threshold;
        boolean better = Findings.of(settings.primary(), findings.improvement()) >= threshold;
        boolean claim = settings.claimSteps() > 0 && Findings.of(settings.primary(), findings.claim()) >= threshold;
        if (notWorse && claim) {
            return new Decision(Conclusion.TARGET_MET, Action.PROMOTE);
        }
        if (notWorse && better) {
            return new Decision(Conclusion.BETTER, Action.PROMOTE);
        }
        if (notWorse) {
            return new Decision(Conclusion.NOT_WORSE, Action.CONTINUE);
        }
        return new Decision(claim || better ? Conclusion.BETTER_UNGUARDED : Conclusion.INSUFFICIENT, Action.CONTINUE);
    }
}
