package io.governance.flags;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How carefully a swap goes forward: shares, minimum evidence, margins, soak. Immutable; {@link #builder} starts with
 * the library's defaults.
 *
 * @param comparedInputs inputs compared in SHADOW without a difference; 5,000 miss a fault of 1 in 500 with p = 5e-5
 * @param baselineCalls calls of the old side on each node from which the judge's scores are frozen; nothing is mirrored
 *     before, since a shadow slows down the callers beside it
 * @param compareShare share of the calls that are mirrored in SHADOW
 * @param pairShare share of the mirrored calls whose both sides run again, for a paired comparison of time and errors
 * @param canaryShare share of the new side in CANARY
 * @param rampShares shares of the new side in the steps of RAMP, ascending
 * @param bakeShare share of the new side during the soak; the rest is the holdback
 * @param minimumCalls judged calls of the new side in each step
 * @param minimumTime time in each stage and step
 * @param soak time in BAKE
 * @param sliceLength longest period with the same frozen scores
 * @param warmUpCalls calls of the new side on each node before any call is judged
 * @param warmUpTime time after which calls are judged although there were fewer
 * @param alpha probability that a good side is ever rolled back, and that a claim is ever false
 * @param errorMargin by how much the error rate may be higher and still count as not worse
 * @param moreTolerated by how much more of allocation, CPU time and queries is tolerated
 * @param attempts how many attempts there may be
 * @param cooldown time between a rollback and the next attempt
 * @param isBetterAccepted whether "faster, but not by the target" is enough to go on
 * @param buildId names the running build in the evidence of its tests
 */
public record Rollout(
        int comparedInputs,
        int baselineCalls,
        double compareShare,
        double pairShare,
        double canaryShare,
        List<Double> rampShares,
        double bakeShare,
        long minimumCalls,
        Duration minimumTime,
        Duration soak,
        Duration sliceLength,
        long warmUpCalls,
        Duration warmUpTime,
        double alpha,
        double errorMargin,
        double moreTolerated,
        int attempts,
        Duration cooldown,
        boolean isBetterAccepted,
        String buildId) {

    /** Refuses contradictions with {@link IllegalArgumentException}, all at once: key, found, expected. */
    public Rollout {
        rampShares = List.copyOf(rampShares);
        List<String> problems = new ArrayList<>();
        require(problems, comparedInputs >= 1, "comparedInputs", comparedInputs, "1 or more");
        require(problems, baselineCalls >= 1, "baselineCalls", baselineCalls, "1 or more");
        share(problems, "compareShare", compareShare, true);
        share(problems, "pairShare", pairShare, true);
        share(problems, "canaryShare", canaryShare, false);
        share(problems, "bakeShare", bakeShare, false);
        double before = canaryShare;
        for (double share : rampShares) {
            share(problems, "rampShares", share, false);
            if (share <= before) {
                problems.add("rampShares: found " + share + " after " + before + ", expected ascending shares");
            }
            before = share;
        }
        if (rampShares.isEmpty()) {
            problems.add("rampShares: found none, expected one or more: the targets are judged there");
        }
        if (bakeShare <= before) {
            problems.add("bakeShare: found " + bakeShare + ", expected more than the last step " + before);
        }
        require(problems, minimumCalls >= 1, "minimumCalls", minimumCalls, "1 or more");
        require(problems, warmUpCalls >= 0, "warmUpCalls", warmUpCalls, "0 or more");
        require(problems, attempts >= 1, "attempts", attempts, "1 or more");
        require(problems, !minimumTime.isNegative(), "minimumTime", minimumTime, "no negative time");
        require(problems, !soak.isNegative(), "soak", soak, "no negative time");
        require(problems, !cooldown.isNegative(), "cooldown", cooldown, "no negative time");
        require(problems, !warmUpTime.isNegative(), "warmUpTime", warmUpTime, "no negative time");
        boolean isSliceTime = !sliceLength.isNegative() && !sliceLength.isZero();
        require(problems, isSliceTime, "sliceLength", sliceLength, "more than zero");
        require(problems, alpha > 0 && alpha < 1, "alpha", alpha, "more than 0 and less than 1");
        require(problems, errorMargin >= 0 && errorMargin < 1, "errorMargin", errorMargin, "0 or more, less than 1");
        require(problems, moreTolerated >= 0 && moreTolerated <= 10, "moreTolerated", moreTolerated, "0 to 10");
        require(problems, !buildId.isBlank(), "buildId", "'" + buildId + "'", "a name");
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the rollout cannot be used:\n  " + String.join("\n  ", problems));
        }
    }

    private static void share(List<String> problems, String key, double share, boolean isOneAllowed) {
        boolean isShare = share > 0 && (share < 1 || (isOneAllowed && share == 1));
        require(problems, isShare, key, share, "more than 0 and " + (isOneAllowed ? "1 at most" : "less than 1"));
    }

    private static void require(List<String> problems, boolean holds, String key, Object found, String expected) {
        if (!holds) {
            problems.add(key + ": found " + found + ", expected " + expected);
        }
    }

    /** Returns a builder with the library's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings; each is explained at the component of the same name. Not thread-safe. */
    public static final class Builder {
        private int comparedInputs = 5_000;
        private int baselineCalls = 1_000;
        private double compareShare = 1.0;
        private double pairShare = 0.1;
        private double canaryShare = 0.01;
        private List<Double> rampShares = List.of(0.05, 0.10, 0.25, 0.50);
        private double bakeShare = 0.99;
        private long minimumCalls = 500;
        private Duration minimumTime = Duration.ofMinutes(10);
        private Duration soak = Duration.ofHours(24);
        private Duration sliceLength = Duration.ofHours(1);
        private long warmUpCalls = 2_000;
        private Duration warmUpTime = Duration.ofMinutes(10);
        private double alpha = 0.05;
        private double errorMargin = 0.001;
        private double moreTolerated = 0.1;
        private int attempts = 3;
        private Duration cooldown = Duration.ofMinutes(10);
        private boolean isBetterAccepted;
        private String buildId = "unnamed";

        private Builder() {}

        /** Inputs compared in SHADOW, and the shares of calls that are mirrored and run as pairs. */
        public Builder shadow(int inputs, double mirroredShare, double pairedShare) {
            comparedInputs = inputs;
            compareShare = mirroredShare;
            pairShare = pairedShare;
            return this;
        }

        /** Calls of the old side from which the judge's scores are frozen, before anything is mirrored. */
        public Builder baseline(int calls) {
            baselineCalls = calls;
            return this;
        }

        /** Share of the new side in CANARY. */
        public Builder canary(double share) {
            canaryShare = share;
            return this;
        }

        /** Shares of the new side in RAMP, ascending. */
        public Builder ramp(Double... shares) {
            rampShares = List.of(shares);
            return this;
        }

        /** Share and length of the soak. */
        public Builder bake(double share, Duration length) {
            bakeShare = share;
            soak = length;
            return this;
        }

        /** Judged calls of the new side, and time, in each step. */
        public Builder minimum(long calls, Duration time) {
            minimumCalls = calls;
            minimumTime = time;
            return this;
        }

        /** Longest period with the same frozen scores. */
        public Builder sliceLength(Duration length) {
            sliceLength = length;
            return this;
        }

        /** Calls of the new side, or time, before calls are judged. */
        public Builder warmUp(long calls, Duration time) {
            warmUpCalls = calls;
            warmUpTime = time;
            return this;
        }

        /** Probability of a false rollback ever, and of a false claim ever. */
        public Builder alpha(double probability) {
            alpha = probability;
            return this;
        }

        /** Margin of the error rate, as a difference: 0.001 is 0.1 percentage points. */
        public Builder errorMargin(double difference) {
            errorMargin = difference;
            return this;
        }

        /** Tolerated increase of allocation, CPU time and queries. */
        public Builder moreTolerated(double fraction) {
            moreTolerated = fraction;
            return this;
        }

        /** How many attempts there may be, and the time between them. */
        public Builder attempts(int most, Duration between) {
            attempts = most;
            cooldown = between;
            return this;
        }

        /** Accepts a new side that is faster but misses its targets. */
        public Builder acceptBetter() {
            isBetterAccepted = true;
            return this;
        }

        /** Names the running build. */
        public Builder buildId(String id) {
            buildId = id;
            return this;
        }

        /** Returns the rollout; refuses contradictions, all at once. */
        public Rollout build() {
            return new Rollout(
                    comparedInputs,
                    baselineCalls,
                    compareShare,
                    pairShare,
                    canaryShare,
                    rampShares,
                    bakeShare,
                    minimumCalls,
                    minimumTime,
                    soak,
                    sliceLength,
                    warmUpCalls,
                    warmUpTime,
                    alpha,
                    errorMargin,
                    moreTolerated,
                    attempts,
                    cooldown,
                    isBetterAccepted,
                    buildId);
        }
    }
}
