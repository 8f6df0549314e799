package io.governance.judge;

import io.governance.measure.Signal;
import io.governance.measure.Window;
import io.governance.settings.Configuration;
import io.governance.settings.ConfigurationBuilder;
import io.governance.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The numbers that everything is judged by: {@link #protocol()} has those of the protocol (P8).
 *
 * <p>Response time and queries are judged by their 95th percentile over five minutes, failures and hit rate by their ratio
 * over five minutes, CPU by its mean over five minutes against what the container may use, memory by the resident set
 * now. An operation may have lines of its own. A policy is immutable and thread-safe.
 */
public final class Policy {
    /**
     * How sure one has to be before a level is entered or left.
     *
     * @param enterAfter a level is entered after so many bad examinations (N)
     * @param enterOf among so many of the last (M)
     * @param leaveAfter a level is left after so many good examinations in a row (K); one without data is not good
     * @param leaveBelow good is what stays within this share of the line
     * @param every how far examinations that count are apart
     */
    public record Hysteresis(int enterAfter, int enterOf, int leaveAfter, double leaveBelow, Duration every) {}

    /**
     * How many calls may fail in the long run.
     *
     * @param objective share of calls that have to succeed, such as 0.999
     * @param minimumSamples how many calls the longer window of a burn rate needs
     */
    public record ErrorBudget(double objective, long minimumSamples) {}

    private final Thresholds thresholds;
    private final long minimumSamples;
    private final Window window;
    private final Hysteresis hysteresis;
    private final ErrorBudget errorBudget;

    private Policy(Thresholds thresholds, Configuration values, Hysteresis hysteresis) {
        this.thresholds = thresholds;
        this.hysteresis = hysteresis;
        this.minimumSamples = values.get(PolicySettings.MINIMUM_SAMPLES);
        this.window = values.get(PolicySettings.WINDOW);
        this.errorBudget =
                new ErrorBudget(values.get(PolicySettings.OBJECTIVE), values.get(PolicySettings.BUDGET_SAMPLES));
    }

    /** Returns the protocol's own numbers. */
    public static Policy protocol() {
        return builder().build();
    }

    /** Returns a builder that starts from the protocol's numbers and knows the settings of the policy only. */
    public static Builder builder() {
        return builder(Configuration.builder(settings()));
    }

    /** Returns a builder that draws its lines among other settings; {@link #settings()} have to be known there. */
    public static Builder builder(ConfigurationBuilder settings) {
        return new Builder(settings);
    }

    /** Returns every setting of a policy. */
    public static List<Setting<?>> settings() {
        return PolicySettings.all();
    }

    /**
     * Returns the lines for a signal where nothing has lines of its own.
     *
     * @throws IllegalArgumentException when the policy has none, as for CPU time and allocation of a single call
     */
    public Threshold threshold(Signal signal) {
        return thresholds.general(signal);
    }

    /**
     * Returns the lines for a signal of one operation or resource: its own where it has some, else those of all.
     *
     * @throws IllegalArgumentException when the policy has none for the signal
     */
    public Threshold threshold(Signal signal, String subject) {
        return thresholds.of(signal, subject);
    }

    Thresholds thresholds() {
        return thresholds;
    }

    /** Returns how many samples a ratio or quantile needs before it is judged at all. */
    public long minimumSamples() {
        return minimumSamples;
    }

    /** Returns the period that operations are judged over while it holds enough samples; wider ones come after. */
    public Window window() {
        return window;
    }

    /** Returns how sure one has to be before a level is entered or left. */
    public Hysteresis hysteresis() {
        return hysteresis;
    }

    /** Returns how many calls may fail in the long run. */
    public ErrorBudget errorBudget() {
        return errorBudget;
    }

    /** Returns the response times of operations without lines of their own that are counted exactly, ascending. */
    public long[] responseTimeEdges() {
        return edges(threshold(Signal.RESPONSE_TIME));
    }

    /**
     * Returns the response times of one operation in nanoseconds, ascending, that are counted exactly: the lines, and
     * where their levels are left again.
     */
    public long[] responseTimeEdges(String operation) {
        return edges(threshold(Signal.RESPONSE_TIME, operation));
    }

    private long[] edges(Threshold lines) {
        return Stream.concat(
                        lines.lines().values().stream(),
                        lines.eased(hysteresis.leaveBelow()).lines().entrySet().stream()
                                .filter(line -> line.getKey().isAtLeast(Level.INFO))
                                .map(Map.Entry::getValue))
                .filter(line -> !line.isNaN())
                .mapToLong(Double::longValue)
                .sorted()
                .distinct()
                .toArray();
    }

    /** Returns the policy as Markdown: one row for each signal, then what differs for single operations. */
    public String table() {
        return new PolicyTable(this).markdown();
    }

    /**
     * Returns alerting rules for Prometheus that fire and stop when the library's own alerts do: over the meters
     * {@code governance.judged.*} and the counters of calls and errors, evaluated every {@link Hysteresis#every}, which
     * has to be the scrape interval too. Needs Prometheus 2.42 or newer.
     *
     * @param runbooks where the pages of the findings are, such as {@code https://wiki/findings/}
     */
    public String prometheusRules(String runbooks) {
        return new PrometheusRules(this, runbooks).yaml();
    }

    /** Collects numbers that differ from the protocol's, and refuses all contradictions at once. Not thread-safe. */
    public static final class Builder {
        private final ConfigurationBuilder values;

        private Builder(ConfigurationBuilder values) {
            this.values = values;
        }

        /**
         * Draws one line, in the signal's unit.
         *
         * @param level ACCEPTABLE, INFO, WARNING or CRITICAL
         */
        public Builder line(Signal signal, Level level, double value) {
            Setting<Double> setting = PolicySettings.line(signal, level);
            if (setting == null) {
                return refuse(
                        "governance." + signal.key() + "." + PolicySettings.name(level),
                        PolicySettings.PROTOCOL.stream().map(Threshold::signal));
            }
            values.set(setting, value);
            return this;
        }

        /**
         * Draws one line for one operation.
         *
         * @param signal RESPONSE_TIME, ERROR_RATE or QUERIES
         */
        public Builder line(String operation, Signal signal, Level level, double value) {
            Setting<Double> setting = PolicySettings.operationLine(signal, level);
            if (setting == null) {
                return refuse(
                        "governance.operation." + operation + "." + signal.key() + "." + PolicySettings.name(level),
                        PolicySettings.OF_OPERATIONS.stream());
            }
            values.set(setting, operation, value);
            return this;
        }

        private Builder refuse(String key, Stream<Signal> signals) {
            values.problem(key + ": found a line (set in code), expected a line of the levels acceptable, info, warning"
                    + " and critical for one of "
                    + signals.map(Signal::key).collect(Collectors.joining(", ")));
            return this;
        }

        /** Sets how many samples a ratio or quantile needs before it is judged. */
        public Builder minimumSamples(long samples) {
            values.set(PolicySettings.MINIMUM_SAMPLES, samples);
            return this;
        }

        /** Sets the period that operations are judged over: a minute, five minutes or an hour. */
        public Builder window(Window judged) {
            values.set(PolicySettings.WINDOW, judged);
            return this;
        }

        /** Sets how sure one has to be before a level is entered or left. */
        public Builder hysteresis(Hysteresis numbers) {
            values.set(PolicySettings.ENTER_AFTER, (long) numbers.enterAfter())
                    .set(PolicySettings.ENTER_OF, (long) numbers.enterOf())
                    .set(PolicySettings.LEAVE_AFTER, (long) numbers.leaveAfter())
                    .set(PolicySettings.LEAVE_BELOW, numbers.leaveBelow())
                    .set(PolicySettings.EVERY, numbers.every());
            return this;
        }

        /** Sets how many calls may fail in the long run. */
        public Builder errorBudget(ErrorBudget budget) {
            values.set(PolicySettings.OBJECTIVE, budget.objective())
                    .set(PolicySettings.BUDGET_SAMPLES, budget.minimumSamples());
            return this;
        }

        /**
         * Reads settings such as {@code governance.response-time.warning=3s}.
         *
         * @param settings keys with the prefix {@code governance.}; others are not looked at
         * @param source where they come from, for error messages: a file name
         */
        public Builder settings(Map<String, String> settings, String source) {
            values.properties(settings, source);
            return this;
        }

        /** Reads variables such as {@code GOVERNANCE_RESPONSE_TIME_WARNING=3s}; they win over settings. */
        public Builder environment(Map<String, String> variables) {
            values.environment(variables);
            return this;
        }

        /**
         * Returns the policy.
         *
         * @throws IllegalArgumentException with every unknown key, wrong unit and contradiction of all settings, those of
         *     other packages included, one a line
         */
        public Policy build() {
            Configuration given = values.collect();
            List<String> problems = new ArrayList<>(given.problems());
            Thresholds drawn = Thresholds.of(given, problems);
            Hysteresis hysteresis = hysteresis(given, problems);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("the settings cannot be used:\n  " + String.join("\n  ", problems));
            }
            return new Policy(drawn, given, hysteresis);
        }

        private static Hysteresis hysteresis(Configuration given, List<String> problems) {
            long needed = given.get(PolicySettings.ENTER_AFTER);
            long of = given.get(PolicySettings.ENTER_OF);
            long good = given.get(PolicySettings.LEAVE_AFTER);
            if (needed > of) {
                problems.add(found(given, PolicySettings.ENTER_AFTER) + ", expected at most the "
                        + found(given, PolicySettings.ENTER_OF));
            } else if (good <= of - needed) {
                problems.add(found(given, PolicySettings.LEAVE_AFTER) + ", expected more than " + (of - needed)
                        + ": else a level that was left would be entered again by the bad examinations before");
            }
            return new Hysteresis(
                    Math.toIntExact(Math.min(needed, Integer.MAX_VALUE)),
                    Math.toIntExact(Math.min(of, Integer.MAX_VALUE)),
                    Math.toIntExact(Math.min(good, Integer.MAX_VALUE)),
                    given.get(PolicySettings.LEAVE_BELOW),
                    given.get(PolicySettings.EVERY));
        }

        private static <T> String found(Configuration given, Setting<T> setting) {
            return setting.key() + ": found " + setting.unit().write(given.get(setting)) + " (set in "
                    + given.source(setting, "") + ")";
        }
    }
}
