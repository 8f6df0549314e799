package io.governance.flags.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects every problem of the settings before it complains. */
final class SettingsCheck {
    private final List<String> problems = new ArrayList<>();

    SettingsCheck probability(String key, double value) {
        return require(value > 0.0 && value < 1.0, key, value, "between 0 and 1, neither included");
    }

    SettingsCheck atLeast(String key, long value, long least) {
        return require(value >= least, key, value, least + " or more");
    }

    SettingsCheck oneOf(String key, String value, Collection<String> choices) {
        return require(choices.contains(value), key, value, "one of " + choices);
    }

    SettingsCheck margins(Map<String, Integer> steps) {
        require(
                steps.keySet().equals(Set.copyOf(Score.NAMES)),
                "marginSteps",
                steps.keySet(),
                "exactly " + Score.NAMES);
        steps.forEach((score, margin) -> atLeast("marginSteps of " + score, margin, 0));
        return this;
    }

    SettingsCheck errorMargin(double value) {
        return require(value >= 0.0 && value < 1.0, "errorMargin", value, "0 or more, less than 1");
    }

    SettingsCheck metrics(Map<String, Judge.Metric> further) {
        further.forEach((name, metric) -> {
            require(
                    !name.equals(Judge.LATENCY) && !name.equals(Judge.ERRORS),
                    "further",
                    name,
                    "another name: latency and errors are always judged");
            amount("tolerance of " + name, metric.tolerance(), metric);
            amount("claim of " + name, metric.claim(), metric);
        });
        return this;
    }

    private void amount(String key, double value, Judge.Metric metric) {
        if (metric.layout().isLinear()) {
            require(value >= 1.0 && value < Double.POSITIVE_INFINITY, key, value, "a factor of 1 or more");
        } else {
            require(value >= 0.0 && value == (int) value, key, value, "a whole number of buckets, 0 or more");
        }
    }

    private SettingsCheck require(boolean holds, String key, Object found, String expected) {
        if (!holds) {
            problems.add(key + " is " + found + ", expected " + expected);
        }
        return this;
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("settings of the judge: " + String.join("; ", problems));
        }
    }
}
