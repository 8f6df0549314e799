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
import io.governance.measure.Operations;
import io.governance.remember.Evidence;
import io.governance.remember.Fleet;
import io.governance.remember.Ledger;
import io.governance.remember.Samples;
import io.governance.remember.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
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
        assertEquals(
                List.of("APPLIED", "MEASURED", "MEASURED"),
                written.stream().map(Ledger.Entry::type).toList());
        Ledger.Entry first = written.get(1);
        assertEquals("MEASURED", first.type());
        Map<String, String> facts = first.facts();
        assertEquals("observational", facts.get("kind"));
        assertEquals("orders", facts.get("operation"));
        assertEquals("an index on customer and day", facts.get("description"));
        assertEquals("100", facts.get("before.calls"));
        assertEquals("200", facts.get("after.calls"));
        assertEquals("201", written.get(2).facts().get("after.calls"));
        assertEquals("6.0", facts.get("before.queriesP50"));
        assertEquals(-100, number(facts, "medianFasterByPercent"), 2.5, "it became slower, and says so");
        assertEquals(-100, number(facts, "medianFasterByLowPercent"), 5);
        assertEquals("0", facts.get("after.errors"));
        assertEquals(100 * 3.84 / 203.84, number(facts, "after.errorHighPercent"), 0.1, "no error in 200 is not none");
        assertEquals("1", facts.get("after.nodes"));
        assertTrue(number(facts, "before.p50LowMicros") <= number(facts, "before.p50Micros"), facts::toString);
        assertTrue(number(facts, "before.p50Micros") <= number(facts, "before.p50HighMicros"), facts::toString);
    }

    @Test
    void aChangeIsFoundAgainAfterARestartAndMeasuredOverAllNodes() {
        Change index = change();
        calls(100, 80, 6);
        index.apply(() -> {});
        calls(40, 20, 2);
        time.pass(Duration.ofHours(1));
        governance.step();
        Governance restarted = Governance.builder()
                .environment(Map.of())
                .store(governance.store())
                .time(time)
                .manual()
                .build();
        Operation again = restarted.operation("orders");
        time.pass(Duration.ofSeconds(1));
        calls(again, 60, 20, 2);
        BeforeAfter seen = Change.find(again, "orders-index").orElseThrow().remember();
        assertEquals(100, seen.before().calls());
        assertEquals(100, seen.after().calls());
        assertEquals(0.75, seen.fasterBy(), 0.01);
        assertTrue(seen.fasterByRange()[0] <= 0.75 && seen.fasterByRange()[1] >= 0.74);
        assertEquals(Optional.empty(), Change.find(again, "another"));
    }

    @Test
    void whatStraddlesTheChangeOnAnotherNodeBelongsToNeitherSide() {
        Change index = change();
        calls(10, 80, 6);
        Samples.Sample straddling = new Samples.Sample(
                "other",
                "orders",
                "response-time",
                time.now().minusMillis(1),
                time.now().plus(Duration.ofHours(1)),
                Map.of(100, 1_000L));
        Change.Applied applied = index.apply(() -> time.pass(Duration.ofMillis(1)));
        governance.store().samples().add(List.of(straddling));
        calls(20, 20, 2);
        BeforeAfter seen = applied.measure();
        assertEquals(10, seen.before().calls());
        assertEquals(20, seen.after().calls());
    }

    @Test
    void aChangeWhoseBeforeCannotBeKeptIsNotMade() {
        Operation away = new Operations(time, new long[0], 1, (operation, what) -> {}).add("orders");
        away.operations()
                .provide(
                        Sampling.class,
                        () -> new Sampling.Cut(
                                time.now(), CompletableFuture.failedFuture(new IOException("store away"))));
        List<String> made = new ArrayList<>();
        Change change = Change.builder(away, "index").build();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> change.apply(() -> made.add("made")));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("nothing was changed"), refused::getMessage);
        assertEquals(List.of(), made);
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
        Range range = Range.ofQuantile(Histogram.of(BucketLayout.COUNT, counts), 0.5);
        assertEquals(40, range.low(), "rank 41 of 0 to 99: 50 - 9.8, rounded up");
        assertEquals(60, range.high(), "rank 61 of 0 to 99: 51 + 9.8, rounded up, at most");
        Range few = Range.ofQuantile(Histogram.of(BucketLayout.COUNT, new long[] {9}), 0.5);
        assertEquals(0, few.low());
        assertEquals(Double.POSITIVE_INFINITY, few.high());
    }

    @Test
    void theChangeIsMadeAndNotedThoughAnotherNodeAppendsAtTheSameTime() {
        Ledger ledger = governance.store().ledger();
        Ledger crowded = new Ledger() {
            private boolean isFirst = true;

            @Override
            public OptionalLong append(String stream, long version, String type, Map<String, String> facts) {
                if (isFirst) {
                    isFirst = false;
                    assertTrue(
                            ledger.append(stream, version, "MEASURED", Map.of()).isPresent());
                }
                return ledger.append(stream, version, type, facts);
            }

            @Override
            public List<Entry> read(String stream, long afterVersion) {
                return ledger.read(stream, afterVersion);
            }

            @Override
            public List<String> streams(String prefix) {
                return ledger.streams(prefix);
            }
        };
        try (Governance other = Governance.builder()
                .environment(Map.of())
                .time(time)
                .manual()
                .store(new CrowdedStore(governance.store(), crowded))
                .build()) {
            Change.builder(other.operation("orders"), "pool").build().apply(() -> {});
        }
        assertEquals(
                List.of("MEASURED", "APPLIED"),
                ledger.read("change/pool", 0).stream().map(Ledger.Entry::type).toList());
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
        calls(orders, count, millis, queries);
    }

    private void calls(Operation operation, int count, int millis, int queries) {
        for (int i = 0; i < count; i++) {
            operation.run(() -> {
                time.pass(Duration.ofMillis(millis));
                Objects.requireNonNull(Call.current()).addQueries(queries);
            });
        }
    }

    private static double number(Map<String, String> facts, String key) {
        return Double.parseDouble(Objects.requireNonNull(facts.get(key), key));
    }

    private record CrowdedStore(Store shared, Ledger ledger) implements Store {
        @Override
        public Evidence evidence() {
            return shared.evidence();
        }

        @Override
        public Samples samples() {
            return shared.samples();
        }

        @Override
        public Fleet fleet() {
            return shared.fleet();
        }

        @Override
        public String node() {
            return "other";
        }

        @Override
        public void close() {}
    }
}
