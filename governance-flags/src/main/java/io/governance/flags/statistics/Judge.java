package io.governance.flags.statistics;

import io.governance.measure.BucketLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges one attempt to replace an old implementation by a new one while both serve live traffic. All questions are
 * frozen when the judge is made, before the data; it may then be asked at any time and any number of times, and its
 * error probabilities hold over the whole life of the attempt, not per look.
 *
 * <p>The method is a betting martingale on the coins that gave each call its side (Ville 1939; weights as in Li, Morgan
 * and Zaslavsky 2018): latencies may drift, burst and be correlated as they like, as long as each call has a coin of
 * its own. The latch is the caller's: once {@link Verdict.Alarm#isWorse()} was true, it stays decided.
 *
 * <p>Immutable, thread-safe, pure. A {@link #tick} remembers slices that it has seen before; {@link #ranges} takes
 * many times as long and is for display.
 */
public final class Judge {
    /** The name of the metric that every slice has: nanoseconds in {@link BucketLayout#NANOSECONDS}. */
    public static final String LATENCY = "lat";

    /** The name of the family that errors are; no metric may be called so. */
    public static final String ERRORS = "err";

    private final Attempt attempt;

    private Judge(Attempt attempt) {
        this.attempt = attempt;
    }

    /**
     * Freezes the questions of an attempt. The baseline holds the calls by bucket of {@link #LATENCY} and of every
     * further metric, recorded on the old side before the attempt; a stale one costs power, never validity. Throws
     * {@link IllegalArgumentException} if one is missing or empty.
     */
    public static Judge of(Settings settings, Map<String, Map<Integer, Long>> baseline) {
        return of(settings, List.of(baseline));
    }

    /**
     * Freezes the questions with several baselines, each recorded before the slices that name it
     * ({@link Slice.Builder#baseline}): the evidence of slices with scores of their own adds up as it does under one
     * baseline, since every call's score was fixed before its coin was tossed (assumption A4). Fresher baselines keep
     * the quantile scores where the load is now. Throws {@link IllegalArgumentException} if there is none, or one is
     * incomplete.
     */
    public static Judge of(Settings settings, List<Map<String, Map<Integer, Long>>> baselines) {
        if (baselines.isEmpty()) {
            throw new IllegalArgumentException("baselines: found none, expected one or more");
        }
        List<Map<String, Cells>> frozen = new ArrayList<>();
        for (Map<String, Map<Integer, Long>> baseline : baselines) {
            Map<String, Cells> cells = new HashMap<>();
            baseline.forEach((metric, table) -> cells.put(metric, Cells.of("baseline of " + metric, table)));
            frozen.add(cells);
        }
        return new Judge(new Attempt(settings, frozen));
    }

    /** Returns only what may call for a rollback: cheap enough to be asked four times a second. */
    public Verdict.Alarm tick(List<Slice> slices) {
        return attempt.alarm(slices);
    }

    /** Returns the verdict on all slices of the attempt so far. */
    public Verdict verdict(List<Slice> slices) {
        return attempt.verdict(slices);
    }

    /** Returns what is shown beside a verdict: confidence ranges, valid at all times; many times a tick's work. */
    public Verdict.Ranges ranges(List<Slice> slices) {
        return attempt.ranges(slices);
    }

    /**
     * Judges pairs: both sides ran on the same input, in an order chosen by a fair coin (7). Needs no baseline.
     *
     * @param bucketDifferences pairs by (latency bucket of new minus bucket of old)
     * @param failedOnlyNew pairs in which the new side alone failed
     * @param failedOnlyOld pairs in which the old side alone failed
     */
    public static Verdict.Paired paired(
            Settings settings, Map<Integer, Long> bucketDifferences, long failedOnlyNew, long failedOnlyOld) {
        return new PairedComparison(bucketDifferences, failedOnlyNew, failedOnlyOld).judge(settings);
    }

    /** Returns the buckets of "at least this fraction faster": 0.7 gives 56; rounded so that the claim gets harder. */
    public static int claimSteps(double fraction) {
        return (int) Math.ceil(-buckets(1.0 - fraction) - 1e-9);
    }

    /** Returns the buckets of a rollback tolerance: 0.02 gives 1; rounded so that alarms get rarer. */
    public static int toleranceSteps(double fraction) {
        return (int) Math.ceil(buckets(1.0 + fraction) - 1e-9);
    }

    /** Returns the buckets of a margin of "not worse": 0.05 gives 2; rounded so that the claim gets harder. */
    public static int marginSteps(double fraction) {
        return (int) Math.floor(buckets(1.0 + fraction) + 1e-9);
    }

    private static double buckets(double factor) {
        return BucketLayout.PER_OCTAVE * Math.log(factor) / Math.log(2.0);
    }

    /**
     * One further metric: how much more of it is tolerated, and how much less is claimed (0 or 1: nothing is claimed).
     *
     * @param layout how its values were put into buckets
     * @param tolerance buckets if the layout is logarithmic, a factor of 1 or more if it is linear
     * @param claim the same for the claim: 32 buckets, or a factor of 2, is half as much
     */
    public record Metric(BucketLayout layout, double tolerance, double claim) {
        /** Says the same in fractions: tolerate 0.1 more and claim 0.9 less, whatever the layout. */
        public static Metric of(BucketLayout layout, double moreTolerated, double lessClaimed) {
            return layout.isLinear()
                    ? new Metric(layout, 1.0 + moreTolerated, 1.0 / (1.0 - lessClaimed))
                    : new Metric(layout, toleranceSteps(moreTolerated), claimSteps(lessClaimed));
        }

        boolean isClaimed() {
            return claim > (layout.isLinear() ? 1.0 : 0.0);
        }

        /** How the new side's values are moved before they are compared for a rollback. */
        double moveOfTolerance() {
            return layout.isLinear() ? 1.0 / tolerance : -tolerance;
        }
    }

    /**
     * What is asked. Made by {@link #builder()}; steps are buckets of 2.2 %, scores are rank, p50, p90, p99 and cmean.
     *
     * @param alpha probability of a false rollback ever, and of a false claim ever, over all attempts
     * @param sampleRatioAlpha the same for the alarm that the coin, routing or counting is broken
     * @param attempt 1 plus the rollbacks so far
     * @param toleranceSteps how much slower the new side may be before it is rolled back
     * @param claimSteps how much faster it is claimed to be; 0 claims nothing
     * @param primary the score by which "faster" and the claim are decided
     * @param marginSteps for each score how much slower still counts as not worse
     * @param errorMargin by how much the error rate may be higher and still count as not worse
     * @param restart whether a long good start must not hide a late regression
     * @param minimumNewCalls judged calls of the new side without which nothing is decided in its favour
     * @param maximumCalls judged calls of both sides after which a person decides; 0 is no limit
     * @param further metrics beside latency and errors, by name
     */
    public record Settings(
            double alpha,
            double sampleRatioAlpha,
            int attempt,
            int toleranceSteps,
            int claimSteps,
            String primary,
            Map<String, Integer> marginSteps,
            double errorMargin,
            boolean restart,
            long minimumNewCalls,
            long maximumCalls,
            Map<String, Metric> further) {

        /** Refuses contradictions with {@link IllegalArgumentException}, all at once: key, found, expected. */
        public Settings {
            marginSteps = Map.copyOf(marginSteps);
            further = Map.copyOf(further);
            new SettingsCheck()
                    .probability("alpha", alpha)
                    .probability("sampleRatioAlpha", sampleRatioAlpha)
                    .atLeast("attempt", attempt, 1)
                    .atLeast("toleranceSteps", toleranceSteps, 0)
                    .atLeast("claimSteps", claimSteps, 0)
                    .oneOf("primary", primary, Score.NAMES)
                    .margins(marginSteps)
                    .errorMargin(errorMargin)
                    .atLeast("minimumNewCalls", minimumNewCalls, 0)
                    .atLeast("maximumCalls", maximumCalls, 0)
                    .metrics(further)
                    .throwIfAny();
        }

        /** Starts with the defaults: 5 %, first attempt, 2.2 % tolerance, no claim, decided by the median. */
        public static Builder builder() {
            return new Builder();
        }

        /** Returns this attempt's share of alpha: 6 alpha / (pi attempt)^2, which sums to alpha over all attempts. */
        public double level() {
            return 6.0 * alpha / (Math.PI * Math.PI * attempt * attempt);
        }

        /** Returns the log evidence that proves a statement at this attempt's level. */
        public double threshold() {
            return Math.log(1.0 / level());
        }

        /** Collects settings; each is explained at the component of the same name. Not thread-safe. */
        public static final class Builder {
            private double alpha = 0.05;
            private double sampleRatioAlpha = 0.001;
            private int attempt = 1;
            private int toleranceSteps = 1;
            private int claimSteps = 0;
            private String primary = "p50";
            private final Map<String, Integer> marginSteps =
                    new HashMap<>(Map.of("rank", 2, "p50", 2, "p90", 4, "p99", 4, Score.CLIPPED_MEAN, 4));
            private double errorMargin = 0.001;
            private boolean restart = true;
            private long minimumNewCalls = 500;
            private long maximumCalls = 0;
            private final Map<String, Metric> further = new TreeMap<>();

            private Builder() {}

            public Builder alpha(double probability) {
                this.alpha = probability;
                return this;
            }

            public Builder sampleRatioAlpha(double probability) {
                this.sampleRatioAlpha = probability;
                return this;
            }

            public Builder attempt(int number) {
                this.attempt = number;
                return this;
            }

            public Builder toleranceSteps(int steps) {
                this.toleranceSteps = steps;
                return this;
            }

            public Builder claimSteps(int steps) {
                this.claimSteps = steps;
                return this;
            }

            public Builder primary(String score) {
                this.primary = score;
                return this;
            }

            public Builder marginSteps(String score, int steps) {
                marginSteps.put(score, steps);
                return this;
            }

            public Builder errorMargin(double difference) {
                this.errorMargin = difference;
                return this;
            }

            public Builder restart(boolean atEachSlice) {
                this.restart = atEachSlice;
                return this;
            }

            public Builder minimumNewCalls(long calls) {
                this.minimumNewCalls = calls;
                return this;
            }

            public Builder maximumCalls(long calls) {
                this.maximumCalls = calls;
                return this;
            }

            public Builder further(String name, Metric metric) {
                further.put(name, metric);
                return this;
            }

            public Settings build() {
                return new Settings(
                        alpha,
                        sampleRatioAlpha,
                        attempt,
                        toleranceSteps,
                        claimSteps,
                        primary,
                        marginSteps,
                        errorMargin,
                        restart,
                        minimumNewCalls,
                        maximumCalls,
                        new HashMap<>(further));
            }
        }
    }
}
