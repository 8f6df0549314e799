package io.governance.flags.statistics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about the new side, and what to do. Evidence is the natural logarithm of an e-value: at or above the
 * threshold the statement is proven at this attempt's level, at 0 nothing is known, below 0 the data speak against it.
 *
 * @param conclusion the first line that applies of the table in section 8.3 of the specification
 * @param action what follows from it
 * @param level probability that a statement of this attempt is false, ever
 * @param threshold the evidence that proves a statement at that level
 * @param alarm evidence for a rollback
 * @param improvement evidence for "faster", for each score
 * @param claim evidence for "faster by the claim", for each score
 * @param notWorse evidence for "not worse by more than the margin", for each score and for errors; all must hold
 * @param targets one for latency (by the primary score) and one for each further metric
 * @param endedRatio evidence that calls were lost on one side between coin and end; for information
 * @param newCalls judged calls of the new side
 * @param totalCalls judged calls of both sides
 * @param pending the gate that will take longest to promotion; empty if none is pending
 */
public record Verdict(
        Conclusion conclusion,
        Action action,
        double level,
        double threshold,
        Alarm alarm,
        Map<String, Double> improvement,
        Map<String, Double> claim,
        Map<String, Double> notWorse,
        Map<String, Target> targets,
        double endedRatio,
        long newCalls,
        long totalCalls,
        Optional<Gate> pending) {

    /** Copies its maps. */
    public Verdict {
        improvement = inOrder(improvement);
        claim = inOrder(claim);
        notWorse = inOrder(notWorse);
        targets = inOrder(targets);
    }

    /** Returns whether every target that was asked for is met, each by its own claim at this level. */
    public boolean isEveryTargetMet() {
        return targets.values().stream()
                .map(Target::standing)
                .allMatch(standing -> standing == Standing.MET || standing == Standing.NOT_ASKED);
    }

    /** Copies a map and keeps its order, so that every node shows the same. */
    private static <V> Map<String, V> inOrder(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** What is known. */
    public enum Conclusion {
        /** The sides did not get their shares of the calls: coin, routing or counting is broken. */
        INVALID,
        /** The new side is slower, fails more often, or needs more of a further metric. */
        WORSE,
        /** Nothing is proven yet. */
        INSUFFICIENT,
        /** Not worse in anything, and faster by the claim. */
        TARGET_MET,
        /** Not worse in anything, and faster. */
        BETTER,
        /** Not worse in anything; this needs evidence, too. */
        NOT_WORSE,
        /** Faster, but not yet proven harmless. */
        BETTER_UNGUARDED,
        /** The budget of calls is used up and nothing is proven. */
        UNDECIDED
    }

    /** What to do. */
    public enum Action {
        /** Route no call to the new side any more, at once. */
        ROLLBACK,
        /** Leave the share as it is and alert a person. */
        HOLD,
        /** Go on measuring. */
        CONTINUE,
        /** The new side may advance, if every target is met or the policy accepts less. */
        PROMOTE,
        /** Measuring longer is not worth it: a person or policy decides. */
        DECIDE
    }

    /** Where a target stands. */
    public enum Standing {
        /** Nothing was claimed. */
        NOT_ASKED,
        /** The claim is proven. */
        MET,
        /** Neither proven nor excluded. */
        NOT_YET_SHOWN,
        /** The confidence range excludes the claim: more calls will not help. */
        OUT_OF_REACH
    }

    /**
     * Evidence for a rollback.
     *
     * @param logE evidence that the new side is worse: the mean over the families
     * @param threshold the evidence at which it is rolled back
     * @param sampleRatio evidence that the sides did not get their shares of the calls
     * @param sampleRatioThreshold the evidence at which no verdict in favour of the new side is given
     * @param scores evidence of each latency score, and of errors
     * @param further evidence of each further metric
     * @param family the family with the most evidence: latency, errors or a further metric, by name
     * @param score the score of that family with the most evidence
     */
    public record Alarm(
            double logE,
            double threshold,
            double sampleRatio,
            double sampleRatioThreshold,
            Map<String, Double> scores,
            Map<String, Double> further,
            String family,
            String score) {

        /** Copies its maps. */
        public Alarm {
            scores = inOrder(scores);
            further = inOrder(further);
        }

        /** Returns whether the new side is to be rolled back. The caller latches it. */
        public boolean isWorse() {
            return logE >= threshold;
        }

        /** Returns whether coin, routing or counting is broken. */
        public boolean isSampleRatioBroken() {
            return sampleRatio >= sampleRatioThreshold;
        }
    }

    /** One target: the evidence for its claim, and where it stands. */
    public record Target(double logE, Standing standing) {}

    /** A gate to promotion: what has to be shown, its evidence, and about how many calls of both sides remain. */
    public record Gate(String name, double logE, OptionalLong remainingCalls) {}

    /** A confidence range; 0 and infinity are unbounded sides of a factor. */
    public record Range(double low, double high) {}

    /**
     * Confidence ranges, each valid at all times at the attempt's level.
     *
     * @param factors time of new over time of old, for each latency score: 0.3 is 70 % faster
     * @param furtherFactors the same of the clipped mean, for each further metric with a logarithmic layout
     * @param errorDifference error rate of new minus that of old
     * @param quantiles latency in nanoseconds: p50, p90 and p99 of each side, as in {@code p50.old}
     */
    public record Ranges(
            Map<String, Range> factors,
            Map<String, Range> furtherFactors,
            Range errorDifference,
            Map<String, Range> quantiles) {

        /** Copies its maps. */
        public Ranges {
            factors = inOrder(factors);
            furtherFactors = inOrder(furtherFactors);
            quantiles = inOrder(quantiles);
        }
    }

    /**
     * What pairs of the same input say.
     *
     * @param threshold the evidence that proves a statement
     * @param worse evidence that the new side is slower by more than the tolerance
     * @param better evidence that it is faster
     * @param claim evidence that it is faster by the claim
     * @param errorsWorse evidence that it fails where the old side does not
     * @param median confidence range of the median of new over old
     */
    public record Paired(
            double threshold, double worse, double better, double claim, double errorsWorse, Range median) {
        /** Returns whether the new side is to be rolled back. The caller latches it. */
        public boolean isWorse() {
            return worse >= threshold || errorsWorse >= threshold;
        }
    }
}
