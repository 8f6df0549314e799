package io.governance.flags.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Names the gate to promotion that will take longest, with about how many calls of both sides remain (8.3). */
final class Gates {
    /** ln 16: what the mixture over the gamblers costs once; evidence grows in proportion to calls from minus this. */
    private static final double COST_OF_MIXTURE = 2.8;

    private static final Comparator<Verdict.Gate> SLOWEST_LAST = Comparator.comparingLong(
                    (Verdict.Gate gate) -> gate.remainingCalls().orElse(Long.MAX_VALUE))
            .thenComparing(Verdict.Gate::logE, Comparator.reverseOrder());

    private final double threshold;
    private final List<Verdict.Gate> pending = new ArrayList<>();

    private Gates(double threshold) {
        this.threshold = threshold;
    }

    static Optional<Verdict.Gate> slowest(Judge.Settings settings, Findings findings) {
        Gates gates = new Gates(settings.threshold());
        gates.count(settings.minimumNewCalls(), findings);
        findings.notWorse().forEach((score, logE) -> {
            boolean errors = score.equals(Judge.ERRORS);
            gates.evidence(
                    (errors ? "errors" : score) + " not worse",
                    logE,
                    errors ? findings.endedCalls() : findings.totalCalls());
        });
        if (settings.claimSteps() == 0) {
            double logE = Findings.of(settings.primary(), findings.improvement());
            gates.evidence(settings.primary() + " better", logE, findings.totalCalls());
        }
        findings.targets().forEach((metric, target) -> {
            if (target.standing() != Verdict.Standing.NOT_ASKED) {
                String name = metric.equals(Judge.LATENCY) ? settings.primary() : metric;
                gates.evidence("target of " + name, target.logE(), findings.totalCalls());
            }
        });
        return gates.pending.stream().max(SLOWEST_LAST);
    }

    private void count(long minimum, Findings findings) {
        long missing = minimum - findings.newCalls();
        if (missing > 0) {
            double callsForEachNew = (double) findings.totalCalls() / findings.newCalls();
            pending.add(new Verdict.Gate(
                    minimum + " judged calls of the new side",
                    0.0,
                    findings.newCalls() == 0
                            ? OptionalLong.empty()
                            : OptionalLong.of((long) Math.ceil(missing * callsForEachNew))));
        }
    }

    private void evidence(String name, double logE, long calls) {
        if (logE >= threshold) {
            return;
        }
        double growth = (threshold + COST_OF_MIXTURE) / (logE + COST_OF_MIXTURE);
        pending.add(new Verdict.Gate(
                name,
                logE,
                logE > 0 ? OptionalLong.of((long) Math.ceil(calls * growth - calls)) : OptionalLong.empty()));
    }
}
