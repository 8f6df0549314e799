package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.governance.Governance;
import io.governance.measure.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardSettingsTest {
    private final Governance governance =
            Governance.builder().environment(Map.of()).manual().build();
    private final Operation dashboard = governance.operation("dashboard");

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Guard.Builder wrong = Guard.builder(dashboard, " ")
                .retries(-1)
                .concurrent(0)
                .openAt(0, 0, Duration.ZERO)
                .timeLimit(Duration.ofSeconds(-1))
                .pause(Duration.ofMillis(-5));
        Guard.Builder alsoWrong = Guard.builder(dashboard, "price")
                .pause(Duration.ofMillis(20), Duration.ofMillis(10))
                .retryBudget(101, -1)
                .rate(0, Duration.ZERO);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> wrong.build(() -> "a", () -> "b"));
        assertEquals(
                List.of(
                        "guard ' ' of dashboard cannot be built:",
                        "name: found a blank one, expected the dependency, such as price",
                        "retries: found -1, expected 0 or more",
                        "concurrent: found 0, expected 1 or more",
                        "ofCalls: found 0, expected 1 or more",
                        "percentFailed: found 0, expected 1 to 100",
                        "timeLimit: found PT-1S, expected more than zero",
                        "pause: found PT-0.005S, expected 0 or more",
                        "open: found PT0S, expected a millisecond or more"),
                List.of(String.valueOf(refused.getMessage()).split("\n  ", -1)));
        assertThrows(IllegalArgumentException.class, () -> wrong.build(() -> "a"));
        IllegalArgumentException alsoRefused =
                assertThrows(IllegalArgumentException.class, () -> alsoWrong.build(() -> "a"));
        assertEquals(
                List.of(
                        "guard 'price' of dashboard cannot be built:",
                        "longestPause: found PT0.01S, expected the pause of PT0.02S or more",
                        "budgetPercent: found 101, expected 0 to 100",
                        "budgetFloor: found -1, expected 0 or more",
                        "rate: found 0, expected 1 or more",
                        "ratePer: found PT0S, expected more than zero"),
                List.of(String.valueOf(alsoRefused.getMessage()).split("\n  ", -1)));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without a null checker may do
    void aMissingSideIsRefusedByItsName() {
        Guard.Builder price = Guard.builder(dashboard, "price");
        assertMissing("the primary of guard price is missing", () -> price.build(null));
        assertMissing("the primary of guard price is missing", () -> price.build(null, () -> "b"));
        assertMissing("the fallback of guard price is missing", () -> price.build(() -> "a", null));
    }

    private static void assertMissing(String message, org.junit.jupiter.api.function.Executable build) {
        assertEquals(message, assertThrows(NullPointerException.class, build).getMessage());
    }
}
