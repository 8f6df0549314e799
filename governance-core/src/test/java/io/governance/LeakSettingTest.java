package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.leak.LeakVerdict;
import io.governance.leak.LeakWatch;
import io.governance.measure.ManualTime;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeakSettingTest {
    @Test
    void theHistogramIsAllowedBySettingAndCodeWins() {
        assertTrue(isAllowed(null, Map.of(), Map.of(LeakWatch.CLASS_HISTOGRAM, "true")));
        assertTrue(!isAllowed(null, Map.of(), Map.of()));
        assertTrue(!isAllowed(
                null, Map.of("GOVERNANCE_LEAK_CLASS_HISTOGRAM", "false"), Map.of(LeakWatch.CLASS_HISTOGRAM, "true")));
        assertTrue(isAllowed(true, Map.of("GOVERNANCE_LEAK_CLASS_HISTOGRAM", "false"), Map.of()));
    }

    @Test
    void whatIsNeitherOnNorOffIsRefusedTogetherWithAllOtherProblems() {
        Properties properties = new Properties();
        properties.setProperty(LeakWatch.CLASS_HISTOGRAM, "sometimes");
        properties.setProperty("governance.cpu.warning", "many");
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> Governance.builder()
                        .properties(properties)
                        .environment(Map.of())
                        .manual()
                        .build());
        String message = refused.toString();
        assertTrue(
                message.contains("governance.leak.class-histogram: found 'sometimes', expected true or false"),
                message);
        assertTrue(message.contains("governance.cpu.warning: found 'many'"), message);
    }

    @Test
    void everyGovernanceWatchesItsLiveSet() {
        try (Governance governance =
                Governance.builder().time(new ManualTime()).manual().build()) {
            LeakWatch watch = governance.operations().service(LeakWatch.class);
            assertEquals(LeakVerdict.Kind.NO_EVIDENCE, watch.verdict().kind());
        }
    }

    private static boolean isAllowed(
            @Nullable Boolean code, Map<String, String> environment, Map<String, String> properties) {
        Settings settings = new Settings();
        settings.environment = environment;
        settings.properties.putAll(properties);
        settings.isClassHistogramAllowed = code;
        settings.checked();
        return Boolean.TRUE.equals(settings.isClassHistogramAllowed);
    }
}
