package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Level;
import io.governance.judge.Threshold;
import io.governance.measure.ManualTime;
import io.governance.measure.Signal;
import io.governance.show.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The way from a reading to what people are told, while a value goes up and down around its line. */
class OscillationTest {
    private final ManualTime time = new ManualTime();
    private final List<Alert> told = new ArrayList<>();
    private double value;

    @TestFactory
    Stream<DynamicTest> aSignalThatSwingsFivePercentAroundItsLineChangesStateAtMostTwice() {
        return Stream.of(Signal.values())
                .filter(signal -> signal != Signal.CPU_TIME && signal != Signal.ALLOCATION && signal != Signal.PAYLOAD)
                .flatMap(signal -> Stream.of(1, 4, 12, 60)
                        .map(period -> DynamicTest.dynamicTest(
                                signal.key() + " in " + 5 * period + " s", () -> swing(signal, period))));
    }

    private void swing(Signal signal, int period) {
        told.clear();
        Governance governance = Governance.builder()
                .environment(Map.of())
                .alerts(notification -> told.addAll(notification.alerts()))
                .time(time)
                .manual()
                .build();
        governance.register(draft -> draft.reading(signal, "swinging", value, 1_000, "look"));
        Threshold lines = governance.policy().threshold(signal);
        Level worst = Stream.of(Level.CRITICAL, Level.WARNING, Level.INFO)
                .filter(level -> !Double.isNaN(lines.line(level)))
                .findFirst()
                .orElseThrow();
        for (int step = 0; step < 720; step++) {
            boolean isUp = step / Math.max(1, period / 2) % 2 == 0;
            value = Math.min(lines.line(worst) * (isUp ? 1.05 : 0.95), signal == Signal.CPU ? 2 : maximum(signal));
            time.pass(Duration.ofSeconds(5));
            governance.step();
        }
        long changes = 0; // people are reminded of a level too: that is no change
        Level before = Level.ACCEPTABLE;
        for (Alert alert : told) {
            if (alert.subject().equals("swinging") && alert.level() != before) {
                before = alert.level();
                changes++;
            }
        }
        long seen = changes;
        assertTrue(seen >= 1 && seen <= 2, () -> seen + " changes: " + told);
        value = signal.isLowerWorse() ? 1 : 0;
        for (int step = 0; step < 3; step++) {
            time.pass(Duration.ofSeconds(5));
            governance.step();
        }
        assertEquals(
                Alert.State.RESOLVED,
                told.stream()
                        .filter(alert -> alert.subject().equals("swinging"))
                        .reduce((first, last) -> last)
                        .orElseThrow()
                        .state());
        governance.close();
    }

    private static double maximum(Signal signal) {
        return signal.unit() == Signal.Unit.RATIO ? 1 : Double.MAX_VALUE;
    }
}
