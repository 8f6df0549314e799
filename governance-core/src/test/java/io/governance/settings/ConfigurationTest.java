package io.governance.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final Setting<Duration> LIMIT =
            Setting.of("governance.guard.time-limit", Unit.DURATION, Duration.ofSeconds(1), "how long a call may take");
    private static final Setting<Long> RETRIES = Setting.of("governance.guard.retries", Unit.WHOLE, 2L, "how often")
            .where("0 to 10", retries -> retries >= 0 && retries <= 10);
    private static final Setting<Double> SHARE = Setting.optional("governance.fleet.share", Unit.SHARE, "how many");
    private static final Setting<Long> BUDGET =
            Setting.optional("governance.operation.*.payload-budget", Unit.BYTES, "how large an answer may be");

    private final ConfigurationBuilder builder = Configuration.builder(List.of(LIMIT, RETRIES, SHARE, BUDGET));

    @Test
    void whatNobodySetsHasItsDefaultOrNothing() {
        Configuration values = builder.build();
        assertEquals(Duration.ofSeconds(1), values.get(LIMIT));
        assertEquals("the default", values.source(LIMIT, ""));
        assertEquals(Optional.empty(), values.find(SHARE));
        assertEquals(Optional.empty(), values.find(BUDGET, "orders"));
        assertThrows(IllegalArgumentException.class, () -> values.get(SHARE));
    }

    @Test
    void codeWinsOverTheEnvironmentAndThatOverPropertiesInWhateverOrderTheyCome() {
        Configuration values = builder.set(LIMIT, Duration.ofSeconds(4))
                .environment(Map.of("GOVERNANCE_GUARD_TIME_LIMIT", "3s", "GOVERNANCE_GUARD_RETRIES", "3"))
                .properties(
                        Map.of(
                                "governance.guard.time-limit", "2s",
                                "governance.guard.retries", "4",
                                "governance.fleet.share", "34%",
                                "logging.level", "DEBUG"),
                        "application.properties")
                .build();
        assertEquals(Duration.ofSeconds(4), values.get(LIMIT));
        assertEquals(3, values.get(RETRIES));
        assertEquals(Optional.of(0.34), values.find(SHARE));
        assertEquals("application.properties", values.source(SHARE, ""));
        assertEquals("environment", values.source(RETRIES, ""));
    }

    @Test
    void aVariableMeansANameWithAStarToo() {
        Configuration values = builder.environment(Map.of("GOVERNANCE_OPERATION_GET__ORDERS___PAYLOAD_BUDGET", "2KB"))
                .build();
        assertEquals(Optional.of(2_048L), values.find(BUDGET, "GET /orders/*"));
        assertTrue(Configuration.isMeant("GET__ORDERS__", "GET /orders/*"));
    }

    @Test
    void aNameMayLookLikeAnythingAndAVariableMeansEverySpellingOfIt() {
        Configuration values = builder.properties(
                        Map.of("governance.operation.a.payload-budget.b.payload-budget", "1KB"), "properties")
                .environment(Map.of("GOVERNANCE_OPERATION_ORDER_LINES_PAYLOAD_BUDGET", "2KB"))
                .set(BUDGET, "order lines", 3_072L)
                .build();
        assertEquals(Optional.of(1_024L), values.find(BUDGET, "a.payload-budget.b"));
        assertEquals(Optional.of(2_048L), values.find(BUDGET, "order-lines"));
        assertEquals(Optional.of(3_072L), values.find(BUDGET, "order lines"), "code wins");
        assertEquals(Set.of("a.payload-budget.b", "order lines"), values.names(BUDGET));
        assertEquals(Set.of("ORDER_LINES"), values.variableNames(BUDGET));
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        builder.properties(
                        Map.of(
                                "governance.guard.time-limt", "2s",
                                "governance.guard.retries", "11",
                                "governance.fleet.share", "a third",
                                "governance.operation.orders.payload-bugdet", "1KB",
                                "governance.guard.time-limit", "9".repeat(30) + "s"),
                        "a.properties")
                .properties(Map.of("governance.guard.retries", "3"), "b.properties")
                .environment(Map.of("GOVERNANCE_GUARD_RETRYS", "1", "GOVERNANCE_SERVICE_HOST", "10.0.0.1"))
                .set(BUDGET, 1L);
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
        assertEquals(
                List.of(
                        "the settings cannot be used:",
                        "governance.fleet.share: found 'a third', expected a share such as 75% or 0.75 (set in"
                                + " a.properties)",
                        "governance.guard.retries: found 11 (set in a.properties), expected 0 to 10",
                        "governance.guard.time-limit: found '" + "9".repeat(30)
                                + "s', expected a duration such as 3s or 1500ms (set in a.properties)",
                        "governance.guard.time-limt: found an unknown key (set in a.properties), expected"
                                + " governance.guard.time-limit or another known one",
                        "governance.operation.orders.payload-bugdet: found an unknown key (set in a.properties),"
                                + " expected governance.operation.orders.payload-budget or another known one",
                        "governance.guard.retries: found 3 (set in b.properties) beside another value (set in"
                                + " a.properties), expected it to be set once",
                        "GOVERNANCE_GUARD_RETRYS: found an unknown variable (set in environment), expected"
                                + " GOVERNANCE_GUARD_RETRIES",
                        "governance.operation..payload-budget: found a value (set in code), expected a known setting,"
                                + " with a name exactly where its key has a *"),
                List.of(message.split("\n  ", -1)));
    }

    @Test
    void theSameValueTwiceIsNoContradiction() {
        Map<String, String> twice = Map.of("governance.guard.retries", "3");
        assertEquals(
                3, builder.properties(twice, "a").properties(twice, "b").build().get(RETRIES));
    }

    @Test
    void settingsThatCouldBeTakenForOneAnotherAreRefused() {
        Setting<Long> shorter = Setting.optional("governance.operation.*.budget", Unit.WHOLE, "");
        Setting<Long> longer = Setting.optional("governance.operation.*.time.budget", Unit.WHOLE, "");
        assertThrows(IllegalArgumentException.class, () -> Configuration.builder(List.of(shorter, longer)));
        assertThrows(IllegalArgumentException.class, () -> Configuration.builder(List.of(longer, shorter)));
        assertThrows(IllegalArgumentException.class, () -> Configuration.builder(List.of(LIMIT, LIMIT)));
        for (String key :
                List.of("guard.limit", "governance.Guard", "governance.*.a.*.b", "governance.a*", "governance")) {
            assertThrows(IllegalArgumentException.class, () -> Setting.of(key, Unit.WHOLE, 1L, ""), key);
        }
    }

    @Test
    void aSettingThatNobodyDeclaredIsNotGuessed() {
        Configuration values = builder.build();
        Setting<Long> alien = Setting.of("governance.alien", Unit.WHOLE, 1L, "");
        assertThrows(IllegalArgumentException.class, () -> values.get(alien));
    }
}
