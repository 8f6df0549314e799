package io.governance.judge;

import io.governance.measure.Signal;
import io.governance.settings.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Prints a policy as rules for Prometheus that fire and stop when the library's own alerts do.
 *
 * <p>For each line a recording rule notes whether a value was beyond it at an evaluation, so that "N of the last M" can
 * be counted whatever the moment of the evaluations. An alert that fires goes on while the value is not well within the
 * line (hysteresis by {@code ALERTS}), while there is no data, and for K - 1 further evaluations ({@code
 * keep_firing_for}).
 */
final class PrometheusRules {
    private static final List<Level> ALERTING = List.of(Level.INFO, Level.WARNING, Level.CRITICAL);
    private static final String CALLS = "governance_calls_seconds_count";
    private static final String FAILED = "governance_outcomes_total{outcome=~\"error|rejected\"}";

    private final Policy policy;
    private final String runbooks;
    private final StringBuilder text = new StringBuilder();

    PrometheusRules(Policy policy, String runbooks) {
        this.policy = policy;
        this.runbooks = runbooks;
    }

    String yaml() {
        text.append("# Written by Policy.prometheusRules; needs Prometheus 2.42 or newer, and a scrape interval of ")
                .append(duration(policy.hysteresis().every()))
                .append(".\ngroups:\n  - name: governance\n    interval: ")
                .append(duration(policy.hysteresis().every()))
                .append("\n    rules:\n");
        for (Threshold threshold : PolicySettings.PROTOCOL) {
            for (Level level : ALERTING) {
                signal(threshold.signal(), level);
            }
        }
        errorBudget();
        return text.toString();
    }

    private void signal(Signal signal, Level level) {
        String beyond = beyond(signal, level, 1);
        if (beyond.isEmpty()) {
            return;
        }
        String meter = Meters.inPrometheus(signal);
        String recorded = "governance:" + signal.key().replace('-', '_') + ":beyond_" + PolicySettings.name(level);
        String alert = "Governance" + camelCase(signal.key());
        String firing = "max without (alertname, alertstate, severity, deadline) (ALERTS{alertname=\"" + alert
                + "\", alertstate=\"firing\", severity=\"" + PolicySettings.name(level) + "\"})";
        record(recorded, List.of(beyond));
        alert(
                alert,
                level,
                List.of(
                        "(" + entered(recorded) + ")",
                        "or ((" + beyond(signal, level, policy.hysteresis().leaveBelow()) + ") and " + firing + ")",
                        "or (" + firing + " unless " + meter + " == " + meter + ")"),
                Figures.name(signal) + " of {{ $labels.subject }} is beyond its " + PolicySettings.name(level)
                        + " line",
                signal.name());
    }

    /** True where a value is beyond the line of its subject, or at least not well within it. */
    private String beyond(Signal signal, Level level, double share) {
        String meter = Meters.inPrometheus(signal);
        Set<String> named = names(policy.thresholds().byName(), signal);
        Set<String> variables = names(policy.thresholds().byVariable(), signal);
        List<String> terms = new ArrayList<>();
        List<String> own = new ArrayList<>();
        named.forEach(name -> own.add(quoted(name)));
        String others = own.isEmpty() ? "" : ", subject!~\"" + String.join("|", own) + "\"";
        term(terms, meter, except(own, variables), policy.threshold(signal), level, share);
        named.forEach(name ->
                term(terms, meter, "subject=\"" + escaped(name) + "\"", policy.threshold(signal, name), level, share));
        variables.forEach(name -> term(
                terms,
                meter,
                "subject=~\"" + anySpelling(name) + "\"" + others,
                policy.thresholds()
                        .byVariable()
                        .getOrDefault(name, Map.of())
                        .getOrDefault(signal, policy.threshold(signal)),
                level,
                share));
        return String.join(" or ", terms);
    }

    private static Set<String> names(Map<String, Map<Signal, Threshold>> own, Signal signal) {
        return own.entrySet().stream()
                .filter(named -> named.getValue().containsKey(signal))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String except(List<String> own, Set<String> variables) {
        List<String> all = new ArrayList<>(own);
        variables.forEach(name -> all.add(anySpelling(name)));
        return all.isEmpty() ? "" : "subject!~\"" + String.join("|", all) + "\"";
    }

    private static void term(
            List<String> terms, String meter, String matchers, Threshold threshold, Level level, double share) {
        double line = threshold.eased(share).line(level);
        if (!Double.isNaN(line)) {
            String comparison = (threshold.signal().isLowerWorse() ? "<" : ">") + (threshold.isInclusive() ? "=" : "");
            terms.add(meter + (matchers.isEmpty() ? "" : "{" + matchers + "}") + " " + comparison + " "
                    + PolicySettings.number(line / Meters.scale(threshold.signal())));
        }
    }

    private void errorBudget() {
        List<Duration> periods = BurnRate.ALL.stream()
                .flatMap(rate -> Stream.of(rate.longPeriod(), rate.shortPeriod()))
                .distinct()
                .sorted()
                .toList();
        for (Duration period : periods) {
            String range = "[" + duration(period) + "]";
            record(
                    errorRate(period),
                    List.of("sum without (outcome) (increase(" + FAILED + range + ")) / increase(" + CALLS + range
                            + ")"));
        }
        for (Level level : List.of(Level.WARNING, Level.CRITICAL)) {
            String recorded = "governance:error_budget:burning_" + PolicySettings.name(level);
            List<String> pairs = BurnRate.ALL.stream()
                    .filter(rate -> rate.level().isAtLeast(level))
                    .map(this::burning)
                    .toList();
            record(recorded, List.of(String.join(" or ", pairs)));
            alert(
                    "GovernanceErrorBudgetBurn",
                    level,
                    List.of(entered(recorded)),
                    "{{ $labels.operation }} uses up its error budget too fast",
                    BurnExaminer.KIND);
        }
    }

    private String burning(BurnRate rate) {
        String line = " > " + PolicySettings.number(rate.line(policy.errorBudget()));
        return "(" + errorRate(rate.longPeriod()) + line + " and " + errorRate(rate.shortPeriod()) + line
                + " and increase(" + CALLS + "[" + duration(rate.longPeriod()) + "]) >= "
                + policy.errorBudget().minimumSamples() + ")";
    }

    private static String errorRate(Duration period) {
        return "governance:error_rate:" + duration(period);
    }

    /** Beyond now, and at N of the last M evaluations. */
    private String entered(String recorded) {
        Policy.Hysteresis sure = policy.hysteresis();
        long millis =
                sure.every().toMillis() * (sure.enterOf() - 1) + sure.every().toMillis() / 2;
        return recorded + " and count_over_time(" + recorded + "[" + millis + "ms]) >= " + sure.enterAfter();
    }

    private void record(String name, List<String> expression) {
        text.append("      - record: ").append(name).append('\n');
        expression(expression);
    }

    private void alert(String name, Level level, List<String> expression, String summary, String page) {
        Policy.Hysteresis sure = policy.hysteresis();
        text.append("      - alert: ").append(name).append('\n');
        expression(expression);
        if (sure.leaveAfter() > 1) {
            text.append("        keep_firing_for: ")
                    .append(duration(sure.every().multipliedBy(sure.leaveAfter() - 1)))
                    .append('\n');
        }
        text.append("        labels:\n          severity: ")
                .append(PolicySettings.name(level))
                .append("\n          deadline: ")
                .append(deadline(level))
                .append("\n        annotations:\n          summary: '")
                .append(summary)
                .append("'\n          runbook_url: '")
                .append(runbooks.replace("'", "''"))
                .append(page)
                .append(".md'\n");
    }

    private void expression(List<String> lines) {
        text.append("        expr: |-\n");
        lines.forEach(line -> text.append("          ").append(line).append('\n'));
    }

    private static String deadline(Level level) {
        return switch (level) {
            case CRITICAL -> "now";
            case WARNING -> "24h";
            default -> "none";
        };
    }

    private static String duration(Duration period) {
        return Unit.DURATION.write(period);
    }

    private static String camelCase(String key) {
        return List.of(key.split("-", -1)).stream()
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** A regular expression (RE2) that matches exactly this name. */
    private static String quoted(String name) {
        return escaped(name.replaceAll("[^\\p{L}\\p{N}_ -]", "\\\\$0"));
    }

    private static String anySpelling(String variable) {
        return "(?i:" + variable.replace("_", "[^a-zA-Z0-9]") + ")";
    }
}
