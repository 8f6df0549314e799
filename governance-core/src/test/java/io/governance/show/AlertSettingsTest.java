package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.GovernanceBuilder;
import io.governance.settings.Configuration;
import io.governance.settings.ConfigurationBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AlertSettingsTest {
    private static ConfigurationBuilder values() {
        return Configuration.builder(AlertSettings.settings());
    }

    @Test
    void codeWinsOverTheEnvironmentAndThatOverProperties() {
        ConfigurationBuilder values = values().properties(
                        Map.of(
                                "governance.alerts.per-hour", "10",
                                "governance.alerts.gathering", "2m",
                                "governance.alerts.grouping", "subject"),
                        "properties")
                .environment(Map.of("GOVERNANCE_ALERTS_PER_HOUR", "20", "GOVERNANCE_ALERTS_PAGES", "https://wiki"));
        assertEquals(
                new AlertSettings(
                        20,
                        Duration.ofSeconds(3),
                        AlertSettings.Grouping.SUBJECT,
                        Duration.ofMinutes(5),
                        "https://wiki/"),
                AlertSettings.builder(values).gathering(Duration.ofSeconds(3)).build());
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        ConfigurationBuilder values = values().properties(
                        Map.of(
                                "governance.alerts.per-day", "10",
                                "governance.alerts.gathering", "soon",
                                "governance.alerts.grouping", "colour"),
                        "properties")
                .environment(Map.of("GOVERNANCE_ALERTS_CRITICAL_GRACE", "2h"));
        AlertSettings.Builder builder = AlertSettings.builder(values).perHour(2).pages("");
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
        for (String expected : List.of(
                "governance.alerts.per-day: found an unknown key",
                "governance.alerts.gathering: found 'soon'",
                "governance.alerts.grouping: found 'colour'",
                "governance.alerts.critical-grace: found",
                "zero to an hour",
                "governance.alerts.per-hour: found",
                "3 to 3600",
                "a folder or an address")) {
            assertTrue(message.contains(expected), expected + "\nnot in " + message);
        }
    }

    @Test
    void aGovernanceSaysWhatIsWrongWithItsAlertsTogetherWithAllElse() {
        Properties properties = new Properties();
        properties.setProperty("governance.alerts.per-hour", "2");
        properties.setProperty("governance.cpu.wraning", "75%");
        GovernanceBuilder builder = Governance.builder()
                .properties(properties)
                .environment(Map.of())
                .node("");
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
        for (String expected : List.of(
                "governance.alerts.per-hour: found",
                "governance.cpu.wraning: found an unknown key",
                "node: found a blank name")) {
            assertTrue(message.contains("\n  " + expected), expected + "\nnot in " + message);
        }
    }
}
