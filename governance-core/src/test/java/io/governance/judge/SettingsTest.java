package io.governance.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Signal;
import io.governance.measure.Window;
import io.governance.settings.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void goodSettingsMoveTheirLines() {
        Policy policy = Policy.builder()
                .settings(
                        Map.of(
                                "governance.response-time.warning", "2500ms",
                                "governance.response-time.critical", "1.5m",
                                "governance.memory.critical", "6GB",
                                "governance.cpu.warning", "80%",
                                "governance.cpu.critical", "0.95",
                                "governance.queries.info", " 8 ",
                                "governance.minimum-samples", "50",
                                "spring.application.name", "orders"),
                        "application.properties")
                .build();
        assertEquals(2.5e9, line(policy, Signal.RESPONSE_TIME, Level.WARNING));
        assertEquals(90e9, line(policy, Signal.RESPONSE_TIME, Level.CRITICAL));
        assertEquals(2e9, line(policy, Signal.RESPONSE_TIME, Level.INFO), "the protocol's own, since not set");
        assertEquals(6.0 * (1L << 30), line(policy, Signal.MEMORY, Level.CRITICAL));
        assertEquals(0.8, line(policy, Signal.CPU, Level.WARNING));
        assertEquals(0.95, line(policy, Signal.CPU, Level.CRITICAL));
        assertEquals(8, line(policy, Signal.QUERIES, Level.INFO));
        assertEquals(50, policy.minimumSamples());
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithKeyFoundExpectedAndWhereItWasSet() {
        Policy.Builder builder = Policy.builder()
                .settings(
                        Map.of(
                                "governance.response-tim.warning", "3s",
                                "governance.response-time.warning", "3 hours",
                                "governance.memory.info", "3",
                                "governance.cpu.warning", "75",
                                "governance.queries.info", "5.5",
                                "governance.cpu-time.warning", "1s",
                                "governance.minimum-samples", "0"),
                        "application.properties")
                .environment(Map.of("GOVERNANCE_RESPONSE_TIME_CRITICAL", "2.5s"))
                .line(Signal.ERROR_RATE, Level.NOT_ACCEPTABLE, 0.2)
                .line(Signal.MEMORY, Level.CRITICAL, -4e9);
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
        String where = " (set in application.properties)";
        List<String> lines = List.of(message.split("\n  ", -1));
        assertEquals("the settings cannot be used:", lines.get(0));
        assertLine(
                lines,
                "governance.response-tim.warning: found an unknown key" + where
                        + ", expected governance.response-time.warning");
        assertLine(
                lines,
                "governance.response-time.warning: found '3 hours', expected a duration such as 3s or 1500ms" + where);
        assertLine(lines, "governance.memory.info: found '3', expected a size such as 512MB or 3GB" + where);
        assertLine(lines, "governance.cpu.warning: found 7500.00 %" + where + ", expected a share of 0 % to 100 %");
        assertLine(lines, "governance.queries.info: found '5.5', expected a whole number" + where);
        assertLine(lines, "governance.cpu-time.warning: found an unknown key" + where + ", expected ");
        assertLine(lines, "governance.minimum-samples: found 0" + where + ", expected 1 or more");
        assertLine(lines, "governance.error-rate.not_acceptable: found a line (set in code), expected ");
        assertEquals(11, lines.size(), lines::toString);
        assertLine(lines, "governance.memory.critical: found -3815 MB (set in code), expected 0 or more");
        assertLine(
                lines,
                "governance.response-time.critical: found 2500.0 ms (set in environment), expected 3000.0 ms or more,"
                        + " the line of governance.response-time.warning (set in the protocol)");
    }

    @Test
    void aWorseLevelWithAMilderLineIsRefusedInBothDirections() {
        assertContradiction(
                Policy.builder().line(Signal.RESPONSE_TIME, Level.WARNING, 1e9),
                "governance.response-time.warning: found 1000.0 ms (set in code), expected 2000.0 ms or more");
        assertContradiction(
                Policy.builder().line(Signal.CACHE_HIT_RATE, Level.WARNING, 0.8),
                "governance.cache-hit-rate.warning: found 80.00 % (set in code), expected 70.00 % or less");
    }

    private static void assertContradiction(Policy.Builder builder, String expected) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::build);
        assertLine(List.of(String.valueOf(refused.getMessage()).split("\n  ", -1)), expected);
    }

    @Test
    void theEnvironmentWinsOverPropertiesAndCodeOverBoth() {
        Policy.Builder builder = Policy.builder()
                .settings(
                        Map.of(
                                "governance.response-time.warning", "2100ms",
                                "governance.response-time.critical", "10s",
                                "governance.error-rate.critical", "9%"),
                        "properties")
                .environment(Map.of(
                        "GOVERNANCE_RESPONSE_TIME_WARNING", "2200ms",
                        "GOVERNANCE_RESPONSE_TIME_CRITICAL", "11s",
                        "GOVERNANCE_MINIMUM_SAMPLES", "7",
                        "GOVERNANCE_OF_SOMEBODY_ELSE", "?",
                        "PATH", "/bin"))
                .line(Signal.RESPONSE_TIME, Level.WARNING, 2.3e9);
        Policy policy = builder.build();
        assertEquals(2.3e9, line(policy, Signal.RESPONSE_TIME, Level.WARNING));
        assertEquals(11e9, line(policy, Signal.RESPONSE_TIME, Level.CRITICAL));
        assertEquals(0.09, line(policy, Signal.ERROR_RATE, Level.CRITICAL));
        assertEquals(7, policy.minimumSamples());
    }

    @Test
    void aLineInCodeThatEqualsTheGeneralOneWinsToo() {
        Policy policy = Policy.builder()
                .environment(Map.of("GOVERNANCE_OPERATION_ORDERS_RESPONSE_TIME_WARNING", "4s"))
                .line("orders", Signal.RESPONSE_TIME, Level.WARNING, 3e9)
                .build();
        assertEquals(3e9, policy.threshold(Signal.RESPONSE_TIME, "orders").warning());
    }

    @Test
    void howOftenIsSecondsToMinutesInWholeMillisecondsAndNothingElse() {
        for (Duration every : List.of(
                Duration.ofDays(1_000_000),
                Duration.ofSeconds(-1),
                Duration.ofMillis(999),
                Duration.ofNanos(1_000_000_001),
                Duration.ofMillis(120_900))) {
            assertContradiction(
                    Policy.builder().hysteresis(new Policy.Hysteresis(2, 3, 3, 0.9, every)),
                    "governance.hysteresis.every: found " + Unit.DURATION.write(every) + " (set in code), expected 1s");
        }
        Policy.builder()
                .hysteresis(new Policy.Hysteresis(2, 3, 3, 0.9, Duration.ofMinutes(2)))
                .build();
    }

    @Test
    void anOperationHasLinesOfItsOwnAndTheOthersOfAll() {
        Policy policy = Policy.builder()
                .settings(
                        Map.of(
                                "governance.operation.customer.dashboard.response-time.warning", "4s",
                                "governance.operation.a.response-time.warning.queries.info", "9",
                                "governance.response-time.critical", "8s"),
                        "application.properties")
                .environment(Map.of(
                        "GOVERNANCE_OPERATION_ORDER_LINES_RESPONSE_TIME_WARNING", "2500ms",
                        "governance.operation.night.report.response-time.critical", "1m"))
                .line("customer.dashboard", Signal.ERROR_RATE, Level.CRITICAL, 0.2)
                .build();
        Threshold dashboard = policy.threshold(Signal.RESPONSE_TIME, "customer.dashboard");
        assertEquals(4e9, dashboard.warning());
        assertEquals(2e9, dashboard.info(), "the protocol's own, since not set");
        assertEquals(8e9, dashboard.critical(), "that of all operations");
        assertEquals(
                0.2, policy.threshold(Signal.ERROR_RATE, "customer.dashboard").critical());
        assertEquals(
                9, policy.threshold(Signal.QUERIES, "a.response-time.warning").info(), "a name that looks like a key");
        assertEquals(
                2.5e9, policy.threshold(Signal.RESPONSE_TIME, "order.lines").warning());
        assertEquals(
                2.5e9, policy.threshold(Signal.RESPONSE_TIME, "Order-Lines").warning());
        assertEquals(
                60e9, policy.threshold(Signal.RESPONSE_TIME, "night.report").critical());
        assertEquals(3e9, policy.threshold(Signal.RESPONSE_TIME, "order").warning());
        assertEquals(policy.threshold(Signal.CPU), policy.threshold(Signal.CPU, "customer.dashboard"));
        assertTrue(java.util.Arrays.stream(policy.responseTimeEdges("customer.dashboard"))
                .anyMatch(edge -> edge == 4_000_000_000L));
    }

    @Test
    void linesOfAnOperationContradictThoseOfAllToo() {
        assertContradiction(
                Policy.builder()
                        .settings(
                                Map.of(
                                        "governance.operation.customer.dashboard.response-time.warning", "6s",
                                        "governance.response-time.critical", "5500ms"),
                                "application.properties"),
                "governance.response-time.critical: found 5500.0 ms (set in application.properties), expected 6000.0 ms"
                        .replace(
                                "governance.response-time.critical",
                                "governance.operation.customer.dashboard.response-time.critical"));
        assertContradiction(
                Policy.builder().line("orders", Signal.MEMORY, Level.WARNING, 1),
                "governance.operation.orders.memory.warning: found a line (set in code), expected a line of the levels");
        assertContradiction(
                Policy.builder()
                        .settings(Map.of("governance.operation.a.b.respnse-time.warning", "1s"), "x.properties"),
                "governance.operation.a.b.respnse-time.warning: found an unknown key (set in x.properties), expected"
                        + " governance.operation.a.b.response-time.warning");
    }

    @Test
    void howSureOneHasToBeIsChecked() {
        Policy policy = Policy.builder()
                .settings(
                        Map.of(
                                "governance.hysteresis.enter-after", "3",
                                "governance.hysteresis.enter-of", "5",
                                "governance.hysteresis.leave-below", "80%",
                                "governance.window", "1h",
                                "governance.error-budget.objective", "99.5%"),
                        "application.properties")
                .environment(Map.of("GOVERNANCE_HYSTERESIS_LEAVE_AFTER", "4", "GOVERNANCE_HYSTERESIS_EVERY", "15s"))
                .build();
        assertEquals(new Policy.Hysteresis(3, 5, 4, 0.8, Duration.ofSeconds(15)), policy.hysteresis());
        assertEquals(Window.HOUR, policy.window());
        assertEquals(new Policy.ErrorBudget(0.995, 1_000), policy.errorBudget());
        assertContradiction(
                Policy.builder().hysteresis(new Policy.Hysteresis(4, 3, 3, 0.9, Duration.ofSeconds(5))),
                "governance.hysteresis.enter-after: found 4 (set in code), expected at most the"
                        + " governance.hysteresis.enter-of: found 3 (set in code)");
        assertContradiction(
                Policy.builder().hysteresis(new Policy.Hysteresis(2, 5, 3, 0.9, Duration.ofSeconds(5))),
                "governance.hysteresis.leave-after: found 3 (set in code), expected more than 3");
        assertContradiction(
                Policy.builder().settings(Map.of("governance.window", "10m"), "x.properties"),
                "governance.window: found '10m', expected 1m, 5m or 1h (set in x.properties)");
    }

    private static double line(Policy policy, Signal signal, Level level) {
        return policy.threshold(signal).line(level);
    }

    private static void assertLine(List<String> lines, String start) {
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(start)), () -> start + "\nnot in " + lines);
    }
}
