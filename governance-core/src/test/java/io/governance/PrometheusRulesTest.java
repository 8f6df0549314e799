package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.judge.Threshold;
import io.governance.measure.Call;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.measure.Outcome;
import io.governance.measure.Signal;
import io.governance.show.Alert;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules for Prometheus conclude from what it would have scraped what the library concluded itself. */
class PrometheusRulesTest {
    private static final long SEED = 2_042;
    private static final Duration STEP = Duration.ofSeconds(5);
    private final IllegalStateException broken = new IllegalStateException("broken");
    private static final String FIRING =
            "max by (alertname, severity, subject) (ALERTS{alertstate=\"firing\", alertname!=\"GovernanceErrorBudgetBurn\"})";
    private static final List<Signal> SIGNALS = List.of(
            Signal.RESPONSE_TIME,
            Signal.MEMORY,
            Signal.CPU,
            Signal.QUERIES,
            Signal.CACHE_HIT_RATE,
            Signal.ERROR_RATE,
            Signal.CONNECTION_POOL);

    private final ManualTime time = new ManualTime();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @TempDir
    Path folder;

    @Test
    void promtoolAcceptsTheRulesOfTheProtocol() throws Exception {
        String rules = Policy.protocol().prometheusRules("docs/findings/");
        Files.writeString(folder.resolve("rules.yml"), rules);
        String said = Promtool.find()
                .run("check", "rules", folder.resolve("rules.yml").toString());
        assertTrue(said.contains("SUCCESS") && !said.contains("duplicate"), said);
    }

    @Test
    void alertsFireAndStopExactlyWhenTheLibrarysOwnDo() throws Exception {
        compare(new Policy.Hysteresis(2, 3, 3, 0.9, STEP), 200);
    }

    @Test
    void theyAgreeForOtherNumbersToo() throws Exception {
        compare(new Policy.Hysteresis(3, 5, 4, 0.8, STEP), 100);
        compare(new Policy.Hysteresis(1, 1, 1, 1, STEP), 40);
    }

    private void compare(Policy.Hysteresis hysteresis, int steps) throws Exception {
        registry.clear();
        Governance governance = governance(hysteresis);
        Map<String, Double> values = new TreeMap<>();
        governance.register(draft -> wander(draft, values));
        Operation orders = governance.operation("orders");
        RecordedSeries recorded = new RecordedSeries(registry, "5s", "governance.judged.");
        int changes = 0;
        Set<String> before = Set.of();
        for (int step = 0; step < steps; step++) {
            load(orders, step);
            governance.step();
            recorded.scrape();
            Set<String> now = firing(governance);
            recorded.expect(FIRING, now);
            changes += now.equals(before) ? 0 : 1;
            before = now;
        }
        assertTrue(changes > steps / 10, "only " + changes + " changes, seed " + SEED);
        promtool(governance.policy(), recorded);
        governance.close();
    }

    private Governance governance(Policy.Hysteresis hysteresis) {
        return Governance.builder()
                .environment(Map.of(
                        "GOVERNANCE_OPERATION_RESPONSE_TIME_1_RESPONSE_TIME_WARNING", "2500ms",
                        "GOVERNANCE_OPERATION_QUERIES_2_QUERIES_WARNING", "6"))
                .policy(policy -> policy.hysteresis(hysteresis)
                        .line("response-time.2", Signal.RESPONSE_TIME, Level.CRITICAL, 4e9)
                        .line("orders", Signal.RESPONSE_TIME, Level.ACCEPTABLE, 1e9)
                        .line("orders", Signal.RESPONSE_TIME, Level.INFO, 1e9)
                        .line("orders", Signal.RESPONSE_TIME, Level.WARNING, 2e9)
                        .line("orders", Signal.RESPONSE_TIME, Level.CRITICAL, 3e9)
                        .line("a \"b\\|c.*", Signal.RESPONSE_TIME, Level.WARNING, 4e9))
                .meters(registry)
                .alerts(told -> {})
                .time(time)
                .manual()
                .build();
    }

    /** Values that stay near a line for a while, jump to another, are missing or impossible now and then. */
    private void wander(Examination.Draft draft, Map<String, Double> values) {
        for (Signal signal : SIGNALS) {
            for (int i = 0; i < 3; i++) {
                String subject = signal.key() + "." + i;
                double value = next(draft.policy().threshold(signal), values.getOrDefault(subject, Double.NaN));
                values.put(subject, value);
                double noisy = value * random.nextDouble(0.95, 1.05);
                double shown =
                        random.nextInt(40) == 0 ? -1 : signal.unit() == Signal.Unit.RATIO ? Math.min(1, noisy) : noisy;
                long samples = random.nextInt(12) == 0 ? 3 : 500;
                draft.reading(signal, subject, shown, samples, "look");
            }
        }
    }

    private double next(Threshold threshold, double value) {
        if (!Double.isNaN(value) && random.nextInt(8) > 0) {
            return value;
        }
        double line = Double.NaN;
        while (Double.isNaN(line)) {
            line = threshold.line(
                    List.of(Level.INFO, Level.WARNING, Level.CRITICAL).get(random.nextInt(3)));
        }
        return line * random.nextDouble(0.7, 1.2);
    }

    /** Calls that overlap within one step, slow or failing for a few minutes at a time, none at all for some. */
    private void load(Operation operation, int step) {
        int phase = step / 20 % 6;
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < (phase == 5 ? 0 : 30); i++) {
            calls.add(operation.begin());
        }
        double slowest = phase == 2 ? 3.6 : phase == 3 ? 2.4 : 0.4;
        Duration passed = Duration.ZERO;
        for (int i = 0; i < calls.size(); i++) {
            Duration each = Duration.ofMillis((long) (1_000 * slowest / calls.size()));
            time.pass(each);
            passed = passed.plus(each);
            if (phase == 1 && random.nextInt(60) == 0) {
                calls.get(i).end(broken);
            } else {
                calls.get(i).end();
            }
        }
        time.pass(STEP.minus(passed));
    }

    private static Set<String> firing(Governance governance) {
        Set<String> firing = new TreeSet<>();
        for (Alert alert : governance.alerts()) {
            String kind = alert.finding().kind();
            if (kind.equals("ERROR_BUDGET_BURN")) {
                continue;
            }
            Threshold lines = governance.policy().threshold(Signal.valueOf(kind), alert.subject());
            for (Level level : List.of(Level.INFO, Level.WARNING, Level.CRITICAL)) {
                if (alert.level().isAtLeast(level) && !Double.isNaN(lines.line(level))) {
                    firing.add("alertname=\"Governance" + camelCase(kind) + "\",severity=\""
                            + level.name().toLowerCase(java.util.Locale.ROOT) + "\",subject=\"" + alert.subject()
                            + "\"");
                }
            }
        }
        return firing;
    }

    private static String camelCase(String kind) {
        StringBuilder name = new StringBuilder();
        for (String word : kind.split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }

    @Test
    void errorBudgetsBurnForBothAtTheSameTimes() throws Exception {
        Governance governance = Governance.builder()
                .environment(Map.of())
                .meters(registry)
                .alerts(told -> {})
                .time(time)
                .manual()
                .build();
        List<Operation> operations = List.of(governance.operation("fast"), governance.operation("slow"));
        RecordedSeries recorded = new RecordedSeries(registry, "5m", "governance.calls", "governance.outcomes");
        recorded.scrape();
        Set<String> seen = new TreeSet<>();
        for (int step = 1; step <= 12 * 24 * 3.5; step++) {
            burn(operations.get(0), step % 288 < 12 || step % 288 == 50 ? 30 : 0);
            burn(operations.get(1), step > 500 && step < 900 ? 4 : 0);
            time.pass(Duration.ofMinutes(5));
            governance.step();
            recorded.scrape();
            if (step % 3 == 0) {
                Set<String> critical = burning(governance, Level.CRITICAL);
                recorded.expect("count by (operation) (governance:error_budget:burning_critical)", critical);
                critical.forEach(one -> seen.add("critical " + one));
            }
            if (step % 12 == 0) {
                Set<String> warning = burning(governance, Level.WARNING);
                recorded.expect("count by (operation) (governance:error_budget:burning_warning)", warning);
                warning.forEach(one -> seen.add("warning " + one));
            }
        }
        assertEquals(
                Set.of("critical operation=\"fast\"", "warning operation=\"fast\"", "warning operation=\"slow\""),
                seen);
        promtool(governance.policy(), recorded);
        governance.close();
    }

    private void burn(Operation operation, int failuresInThousand) {
        for (int call = 0; call < 150; call++) {
            Call open = operation.begin();
            if (random.nextInt(1_000) < failuresInThousand) {
                open.mark(call % 2 == 0 ? Outcome.OK : Outcome.REJECTED);
                open.end(broken);
            } else {
                open.end();
            }
        }
    }

    private static Set<String> burning(Governance governance, Level level) {
        Set<String> burning = new TreeSet<>();
        governance.latest().findings().stream()
                .filter(finding -> finding.kind().equals("ERROR_BUDGET_BURN"))
                .filter(finding -> finding.level().isAtLeast(level))
                .forEach(finding -> burning.add("operation=\"" + finding.subject() + "\""));
        return burning;
    }

    private void promtool(Policy policy, RecordedSeries recorded) throws IOException, InterruptedException {
        Promtool promtool = Promtool.find();
        Files.writeString(folder.resolve("rules.yml"), policy.prometheusRules("docs/findings/"));
        Files.writeString(folder.resolve("test.yml"), recorded.testFile());
        promtool.run("test", "rules", folder.resolve("test.yml").toString());
    }
}
