package io.governance;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a Prometheus that scrapes once a step would have seen of a registry, and what it has to conclude from that, as a
 * file of unit tests for promtool.
 */
final class RecordedSeries {
    private final MeterRegistry registry;
    private final List<String> prefixes;
    private final String step;
    private final Map<String, List<String>> series = new LinkedHashMap<>();
    private final List<String> expectations = new ArrayList<>();
    private int steps;

    /**
     * Records nothing yet.
     *
     * @param step how far scrapes and evaluations are apart, such as {@code 5s}
     * @param prefixes what the names of the meters begin with that are scraped
     */
    RecordedSeries(MeterRegistry registry, String step, String... prefixes) {
        this.prefixes = List.of(prefixes);
        this.registry = registry;
        this.step = step;
    }

    void scrape() {
        registry.forEachMeter(meter -> {
            if (prefixes.stream().noneMatch(meter.getId().getName()::startsWith)) {
                return;
            }
            if (meter instanceof Gauge gauge) {
                add(name(meter, unit(meter)), meter, gauge.value());
            } else if (meter instanceof FunctionTimer timer) {
                add(name(meter, "_seconds_count"), meter, timer.count());
            } else if (meter instanceof FunctionCounter counter) {
                add(name(meter, "_total"), meter, counter.count());
            }
        });
        steps++;
    }

    private void add(String name, Meter meter, double value) {
        String labels = meter.getId().getTags().stream()
                .map(tag -> tag.getKey() + "=\"" + tag.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        List<String> values = series.computeIfAbsent(name + labels, made -> new ArrayList<>());
        while (values.size() < steps) {
            values.add("_");
        }
        values.add(Double.toString(value));
    }

    private static String name(Meter meter, String suffix) {
        return meter.getId().getName().replace('.', '_') + suffix;
    }

    private static String unit(Meter meter) {
        String unit = meter.getId().getBaseUnit();
        return unit == null ? "" : "_" + unit;
    }

    /** At the last step an expression has to give 1 for exactly these labels. */
    void expect(String expression, Set<String> labels) {
        StringBuilder text = new StringBuilder();
        text.append("      - expr: '").append(expression).append("'\n        eval_time: ");
        text.append(at(steps - 1)).append("\n        exp_samples:");
        text.append(labels.isEmpty() ? " []\n" : "\n");
        new TreeSet<>(labels)
                .forEach(
                        one -> text.append("          - labels: '{").append(one).append("}'\n            value: 1\n"));
        expectations.add(text.toString());
    }

    private String at(int index) {
        int number = Integer.parseInt(step.substring(0, step.length() - 1));
        return index * number + step.substring(step.length() - 1);
    }

    String testFile() {
        StringBuilder text = new StringBuilder("rule_files: [rules.yml]\nevaluation_interval: ")
                .append(step)
                .append("\ntests:\n  - interval: ")
                .append(step)
                .append("\n    input_series:\n");
        new TreeMap<>(series)
                .forEach((name, values) -> text.append("      - series: '")
                        .append(name)
                        .append("'\n        values: '")
                        .append(String.join(" ", values))
                        .append("'\n"));
        text.append("    promql_expr_test:\n");
        expectations.forEach(text::append);
        return text.toString();
    }
}
