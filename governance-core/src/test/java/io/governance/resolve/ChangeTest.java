package io.governance.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.measure.BucketLayout;
import io.governance.measure.Call;
import io.governance.measure.Histogram;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.remember.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChangeTest {
    private final ManualTime time = new ManualTime();
    private final Governance governance =
            Governance.builder().environment(Map.of()).time(time).manual().build();
    private final Operation orders = governance.operation("orders");

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void whatCameBeforeTheChangeIsBeforeAndWhatCameAfterIsAfter() {
        calls(50, 1, 1);
        Change index = change();
        calls(100, 80, 6);
        Change.Applied applied = index.apply(() -> calls(1, 5_000, 99));
        calls(200, 20, 2);
        BeforeAfter seen = applied.measure();
        assertEquals(100, seen.before().calls());
        assertEquals(200, seen.after().calls());
        assertEquals(80e6, seen.medianBeforeNanos(), 0.011 * 80e6);
        assertEquals(20e6, seen.medianAfterNanos(), 0.011 * 20e6);
        assertEquals(0.75, seen.fasterBy(), 0.01);
        assertEquals(2, seen.after().queriesQuantile(0.5));
    }

    @Test
    void theFiguresGoToTheLedgerLabelledObservational() {
        Change index = change();
        calls(100, 80, 6);
        Change.Applied applied = index.apply(() -> {});
        calls(200, 160, 2);
        applied.remember();
        calls(1, 160, 2);
        applied.remember();
        List<Ledger.Entry> written = governance.store().ledger().read("change/orders-index", 0);
        assertEquals(2, written.size());
        Ledger.Entry first = written.get(0);
        assertEquals("MEASURED", first.type());
        Map<String, String> facts = first.facts();
        assertEquals("observational", facts.get("kind"));
        assertEquals("orders", facts.get("operation"));
        assertEquals("an index on customer and day", facts.get("description"));
        assertEquals("100", facts.get("before.calls"));
        assertEquals("200", facts.get("after.calls"));
        assertEquals("201", written.get(1).facts().get("after.calls"));
        assertEquals("6.0", facts.get("before.queriesP50"));
        assertEquals(-100, number(facts, "medianFasterByPercent"), 2.5, "it became slower, and says so");
        assertTrue(number(facts, "before.p50LowMicros") <= number(facts, "before.p50Micros"), facts::toString);
        assertTrue(number(facts, "before.p50Micros") <= number(facts, "before.p50HighMicros"), facts::toString);
    }

    @Test
    void aChangeThatFailsPassesItsExceptionOnAndNothingIsNoted() {
        Change index = change();
        IOException lost = new IOException("no such table");
        assertSame(
                lost,
                assertThrows(
                        IOException.class,
                        () -> index.apply(() -> {
                            throw lost;
                        })));
        assertEquals(List.of(), governance.store().ledger().streams("change/"));
    }

    @Test
    void withoutACallThereIsNoDataRatherThanAnImprovement() {
        BeforeAfter none = change().apply(() -> {}).measure();
        assertTrue(Double.isNaN(none.medianBeforeNanos()));
        assertTrue(Double.isNaN(none.fasterBy()));
    }

    @Test
    void theRangeOfAMedianIsReadFromTheRanksAroundIt() {
        long[] counts = new long[256];
        for (int i = 0; i < 100; i++) {
            counts[i]++;
        }
        double[] range = BeforeAfter.medianRange(Histogram.of(BucketLayout.COUNT, counts));
        assertEquals(40, range[0], "rank 41 of 0 to 99: 50 - 9.8, rounded up");
        assertEquals(60, range[1], "rank 61 of 0 to 99: 51 + 9.8, rounded up, at most");
        double[] few = BeforeAfter.medianRange(Histogram.of(BucketLayout.COUNT, new long[] {9}));
        assertEquals(0, few[0]);
        assertEquals(Double.POSITIVE_INFINITY, few[1]);
    }

    @Test
    void aChangeNeedsAName() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Change.builder(orders, " ").build());
    }

    private Change change() {
        return Change.builder(orders, "orders-index")
                .description("an index on customer and day")
                .build();
    }

    private void calls(int count, int millis, int queries) {
        for (int i = 0; i < count; i++) {
            orders.run(() -> {
                time.pass(Duration.ofMillis(millis));
                Objects.requireNonNull(Call.current()).addQueries(queries);
            });
        }
    }

    private static double number(Map<String, String> facts, String key) {
        return Double.parseDouble(Objects.requireNonNull(facts.get(key), key));
    }
}
