package io.governance.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Call;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ErrorBudgetTest {
    private final IllegalStateException broken = new IllegalStateException("broken");

    private final ManualTime time = new ManualTime();
    private final Operations operations = new Operations(time, new long[0], 10, (operation, what) -> {});
    private final Operation orders = operations.add("orders");
    private final Examiner examiner = Examiner.errorBudget();
    private Executable failing = this::fail;

    @Test
    void burningFastIsCriticalAndEndsFiveMinutesAfterTheErrorsDo() {
        pass(12 * 24, 100, 0);
        assertEquals(List.of(), burns());
        pass(1, 100, 20);
        assertEquals(List.of("CRITICAL"), burns(), "20 of 1,200 are 1.67 %, 16.7 times 0.1 %");
        pass(1, 100, 0);
        assertEquals(List.of(), burns(), "it no longer goes on");
    }

    @Test
    void callersWhoAreTurnedAwayUseUpTheBudgetToo() {
        pass(12 * 24, 100, 0);
        failing = this::refused;
        pass(1, 100, 20);
        assertEquals(List.of("CRITICAL"), burns());
    }

    @Test
    void whatBurnsIsAMatterOfResponseTime() {
        pass(12, 100, 20);
        Examination examination = Examination.of(Policy.protocol(), time.now(), operations.all(), List.of(examiner));
        assertEquals(Map.of("ERROR_BUDGET_BURN/orders", Area.RESPONSE_TIME), examination.areas());
    }

    @Test
    void burningSlowlyIsAWarning() {
        pass(12 * 24, 100, 0);
        for (int i = 0; i < 12 * 12; i++) {
            pass(1, 100, 1);
            pass(1, 100, 0);
        }
        assertEquals(List.of("WARNING"), burns());
    }

    @Test
    void oneErrorOfFewCallsBurnsNothing() {
        pass(12, 5, 0);
        pass(1, 5, 4);
        assertEquals(List.of(), burns());
    }

    @Test
    void theHistoryStaysSmall() {
        ErrorHistory history = new ErrorHistory(orders.sinceStart());
        for (int i = 0; i < 12 * 24 * 10; i++) {
            time.pass(Duration.ofMinutes(5));
            orders.run(() -> {});
            history.add(orders.sinceStart());
        }
        assertEquals(new Counts(12, 0), counts(history, Duration.ofHours(1)));
        assertEquals(new Counts(12 * 24 * 3, 0), counts(history, Duration.ofDays(3)));
        assertTrue(history.size() <= 150, () -> history.size() + " points");
    }

    private record Counts(long calls, long errors) {}

    private static Counts counts(ErrorHistory history, Duration period) {
        ErrorHistory.Point last = history.last(period);
        return new Counts(last.calls(), last.failed());
    }

    /** Steps of five minutes. */
    private void pass(int steps, int calls, int errors) {
        for (int step = 0; step < steps; step++) {
            for (int call = 0; call < calls; call++) {
                if (call < errors) {
                    assertThrows(IllegalStateException.class, failing);
                } else {
                    orders.run(() -> {});
                }
            }
            time.pass(Duration.ofMinutes(5));
            operations.collect();
            burns();
        }
    }

    private void refused() {
        orders.run(() -> {
            Objects.requireNonNull(Call.current()).mark(Outcome.REJECTED);
            throw broken;
        });
    }

    private void fail() {
        orders.run(() -> {
            throw broken;
        });
    }

    private List<String> burns() {
        return Examination.of(Policy.protocol(), time.now(), operations.all(), List.of(examiner)).findings().stream()
                .filter(finding -> finding.kind().equals("ERROR_BUDGET_BURN"))
                .map(finding -> finding.level().name())
                .toList();
    }
}
