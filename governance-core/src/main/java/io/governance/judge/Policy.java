package io.governance.judge;

import io.governance.measure.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The numbers that everything is judged by: {@link #protocol()} has those of the protocol (P8).
 *
 * <p>Response time, queries and payload are judged by their 95th percentile over five minutes, errors and hit rate by
 * their ratio over five minutes, CPU by its mean over five minutes against what the container may use, memory by the
 * resident set now. A policy is immutable and thread-safe.
 */
public final class Policy {
    private static final double SECOND = 1e9;
    private static final double GIGABYTE = 1L << 30;
    private static final double NONE = Double.NaN;
    private static final String CODE = "code";

    private final Map<Signal, Threshold> thresholds;
    private final long minimumSamples;

    private Policy(Map<Signal, Threshold> thresholds, long minimumSamples) {
        this.thresholds = thresholds;
        this.minimumSamples = minimumSamples;
    }

    /** Returns the protocol's own numbers. */
    public static Policy protocol() {
        return builder().build();
    }

    /** Returns a builder that starts from the protocol's numbers. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the lines for a signal.
     *
     * @throws IllegalArgumentException when the policy has none, as for CPU time and allocation of a single call
     */
    public Threshold threshold(Signal signal) {
        Threshold threshold = thresholds.get(signal);
        if (threshold == null) {
            throw new IllegalArgumentException(
                    "the policy has no threshold for " + signal.key() + "; it has some for " + thresholds.keySet());
        }
        return threshold;
    }

    /** Returns how many samples a ratio or quantile needs before it is judged at all. */
    public long minimumSamples() {
        return minimumSamples;
    }

    /** Returns the lines of the response time in nanoseconds, ascending: those that are counted exactly. */
    public long[] responseTimeEdges() {
        return threshold(Signal.RESPONSE_TIME).lines().values().stream()
                .filter(line -> !line.isNaN())
                .mapToLong(Double::longValue)
                .sorted()
                .distinct()
                .toArray();
    }

    /** Collects numbers that differ from the protocol's, and refuses all contradictions at once. */
    public static final class Builder {
        private final Map<Signal, Threshold> thresholds = new EnumMap<>(Signal.class);
        private final List<String> problems = new ArrayList<>();
        private final Map<String, String> sources = new HashMap<>();
        private long minimumSamples = 20;

        private Builder() {
            put(new Threshold(Signal.RESPONSE_TIME, 1.5 * SECOND, 2 * SECOND, 3 * SECOND, 5 * SECOND, false));
            put(new Threshold(Signal.MEMORY, 2 * GIGABYTE, 2 * GIGABYTE, 3 * GIGABYTE, 4 * GIGABYTE, false));
            put(new Threshold(Signal.CPU, 0.60, 0.60, 0.75, 0.90, false));
            put(new Threshold(Signal.QUERIES, NONE, 5, NONE, NONE, true));
            put(new Threshold(Signal.CACHE_HIT_RATE, 0.70, 0.70, 0.50, NONE, false));
            put(new Threshold(Signal.ERROR_RATE, 0.001, 0.001, 0.005, 0.01, false));
            put(new Threshold(Signal.CONNECTION_POOL, NONE, NONE, NONE, 1.0, true));
        }

        private void put(Threshold threshold) {
            thresholds.put(threshold.signal(), threshold);
        }

        /**
         * Draws one line, in the signal's unit.
         *
         * @param level ACCEPTABLE, INFO, WARNING or CRITICAL
         */
        public Builder line(Signal signal, Level level, double value) {
            return line(signal, level, value, CODE);
        }

        Builder line(Signal signal, Level level, double value, String source) {
            Threshold threshold = thresholds.get(signal);
            String key = Settings.key(signal, level);
            if (threshold == null || !threshold.lines().containsKey(level)) {
                problems.add(key + ": found a line (set in " + source + "), expected a line of the levels acceptable,"
                        + " info, warning and critical for one of " + signals());
            } else {
                thresholds.put(signal, threshold.with(level, value));
                sources.put(key, source);
            }
            return this;
        }

        /** Returns the signals that have lines, by their names in settings. */
        String signals() {
            return thresholds.keySet().stream().map(Signal::key).collect(Collectors.joining(", "));
        }

        /** Sets how many samples a ratio or quantile needs before it is judged. */
        public Builder minimumSamples(long samples) {
            return minimumSamples(samples, CODE);
        }

        Builder minimumSamples(long samples, String source) {
            minimumSamples = samples;
            sources.put(Settings.MINIMUM_SAMPLES, source);
            return this;
        }

        /**
         * Reads lines from settings such as {@code governance.response-time.warning=3s}.
         *
         * @param settings keys with the prefix {@code governance.}; others are not looked at
         * @param source where they come from, for error messages: a file name, {@code environment}
         */
        public Builder settings(Map<String, String> settings, String source) {
            new Settings(this, source, problems).read(settings);
            return this;
        }

        /** Reads lines from variables such as {@code GOVERNANCE_RESPONSE_TIME_WARNING=3s}; others are not looked at. */
        public Builder environment(Map<String, String> variables) {
            return settings(Settings.fromEnvironment(variables), "environment");
        }

        /**
         * Returns the policy.
         *
         * @throws IllegalArgumentException with every unknown key, wrong unit and contradiction, one a line
         */
        public Policy build() {
            List<String> found = new ArrayList<>(problems);
            if (minimumSamples < 1) {
                found.add(Settings.MINIMUM_SAMPLES + ": found " + minimumSamples + " (set in "
                        + sources.get(Settings.MINIMUM_SAMPLES) + "), expected 1 or more");
            }
            Contradictions contradictions = new Contradictions(sources, found);
            thresholds.values().forEach(contradictions::check);
            if (!found.isEmpty()) {
                throw new IllegalArgumentException("the policy cannot be used:\n  " + String.join("\n  ", found));
            }
            return new Policy(new EnumMap<>(thresholds), minimumSamples);
        }
    }
}
