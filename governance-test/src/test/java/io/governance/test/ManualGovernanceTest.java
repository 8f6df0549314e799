package io.governance.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Operation;
import io.governance.measure.Snapshot;
import io.governance.measure.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualGovernanceTest {
    @Test
    void periodicWorkRunsWhenTimeIsMoved() {
        try (ManualGovernance manual = ManualGovernance.start()) {
            List<Instant> turns = new ArrayList<>();
            Instant start = manual.time().now();
            manual.governance()
                    .every(
                            "a test",
                            Duration.ofSeconds(1),
                            () -> turns.add(manual.time().now()));

            manual.advance(Duration.ofMillis(999));
            assertEquals(List.of(), turns);
            manual.advance(Duration.ofMillis(2_001));
            assertEquals(3, turns.size());
            assertTrue(turns.get(0).isBefore(start.plusMillis(1_051)), turns.toString());
        }
    }

    @Test
    void aCallTakesAsLongAsTimeIsMovedInsideIt() {
        try (ManualGovernance manual = ManualGovernance.start()) {
            Operation operation = manual.governance().operation("customer.dashboard");
            operation.run(() -> manual.advance(Duration.ofSeconds(6)));
            manual.advance(Duration.ofSeconds(5));

            Snapshot last = operation.snapshot(Window.FIVE_MINUTES);
            assertEquals(1, last.calls());
            assertEquals(6e9, last.responseTime().quantile(0.5), 6e9 * 0.011);
        }
    }

    @Test
    void theWallClockMovesWithTheMonotonicOne() {
        Instant start = Instant.parse("2027-03-31T23:59:00Z");
        try (ManualGovernance manual =
                ManualGovernance.builder().startingAt(start).build()) {
            long before = manual.time().nanos();
            manual.advance(Duration.ofMinutes(2));
            assertEquals(Instant.parse("2027-04-01T00:01:00Z"), manual.time().now());
            assertEquals(Duration.ofMinutes(2).toNanos(), manual.time().nanos() - before);
        }
    }

    @Test
    void settingsReachTheGovernanceButNotItsClocks() {
        try (ManualGovernance manual = ManualGovernance.builder()
                .settings(settings -> settings.node("node-of-a-test"))
                .build()) {
            assertEquals("node-of-a-test", manual.governance().store().node());
            assertEquals(manual.time(), manual.governance().time());
        }
    }

    @Test
    void timeDoesNotGoBack() {
        try (ManualGovernance manual = ManualGovernance.start()) {
            assertThrows(IllegalArgumentException.class, () -> manual.advance(Duration.ofSeconds(-1)));
        }
    }
}
