package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AlertSettingsTest {
    @Test
    void codeWinsOverTheEnvironmentAndThatOverProperties() {
        AlertSettings settings = AlertSettings.builder()
                .properties(Map.of(
                        "governance.alerts.per-hour", "10",
                        "governance.alerts.gathering", "2m",
                        "governance.alerts.grouping", "subject",
                        "governance.cpu.warning", "80%"))
                .environment(Map.of("GOVERNANCE_ALERTS_PER_HOUR", "20", "GOVERNANCE_ALERTS_PAGES", "https://wiki"))
                .gathering(Duration.ofSeconds(3))
                .build();
        assertEquals(
                new AlertSettings(
                        20,
                        Duration.ofSeconds(3),
                        AlertSettings.Grouping.SUBJECT,
                        Duration.ofMinutes(5),
                        "https://wiki/"),
                settings);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        AlertSettings.Builder builder = AlertSettings.builder()
                .properties(Map.of(
                        "governance.alerts.per-day", "10",
                        "governance.alerts.gathering", "soon",
                        "governance.alerts.grouping", "colour"))
                .environment(Map.of("GOVERNANCE_ALERTS_CRITICAL_GRACE", "2h"))
                .perHour(2)
                .pages("");
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
        for (String expected : List.of(
                "governance.alerts.per-day: found an unknown key (set in properties), expected one of critical-grace",
                "governance.alerts.gathering: found 'soon', expected a duration such as 10s or 5m (set in properties)",
                "governance.alerts.grouping: found 'colour', expected kind, subject or alert (set in properties)",
                "governance.alerts.critical-grace: found PT2H (set in environment), expected zero to an hour",
                "governance.alerts.per-hour: found 2 (set in code), expected 3 to 3600",
                "governance.alerts.pages: found '/' (set in code), expected a folder or an address")) {
            assertTrue(message.contains(expected), expected + "\nnot in " + message);
        }
    }

    @Test
    void aGovernanceSaysWhatIsWrongWithItsAlertsTogetherWithAllElse() {
        Properties properties = new Properties();
        properties.setProperty("governance.alerts.per-hour", "2");
        properties.setProperty("governance.cpu.wraning", "75%");
        Governance.Builder builder = Governance.builder()
                .properties(properties)
                .environment(Map.of())
                .node("");
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
        for (String expected : List.of(
                "governance.alerts.per-hour: found 2 (set in properties), expected 3 to 3600",
                "governance.cpu.wraning: found an unknown key",
                "node: found a blank name")) {
            assertTrue(message.contains("\n  " + expected), expected + "\nnot in " + message);
        }
    }
}
