package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final long LINE = Duration.ofMillis(1_500).toNanos();
    private static final long WORSE = Duration.ofSeconds(5).toNanos();

    private final ManualTime time = new ManualTime();
    private final Operation operation =
            new Operations(time, new long[] {LINE, WORSE}, 10, (name, what) -> {}).add("orders");

    @Test
    void callsAtTheLinesOfThePolicyAreCountedExactlyAndNotReadFromBuckets() {
        take(LINE - 1);
        take(LINE);
        take(LINE + 1);
        take(LINE + 1);
        take(WORSE);
        take(WORSE + 1);
        Snapshot seen = operation.sinceStart();
        assertEquals(4, seen.slowerThan(LINE), "a call on the line is not slower than it");
        assertEquals(1, seen.slowerThan(WORSE));
        assertEquals(Map.of(LINE, 4L, WORSE, 1L), seen.slower());
    }

    @Test
    void askingForAnotherLineNamesThoseThereAre() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> operation.sinceStart().slowerThan(7));
        assertEquals("7 ns is not one of the policy's lines [1500000000, 5000000000] of orders", refused.getMessage());
    }

    @Test
    void noMoreThanAllCallsFail() {
        Histogram none = Histogram.empty(BucketLayout.NANOSECONDS);
        take(1);
        Histogram one = operation.sinceStart().responseTime();
        Snapshot torn = new Snapshot("orders", 0, 1, one, none, none, none, none, none, 1, 0, 1, 0, Map.of());
        assertEquals(1, torn.errorRate());
    }

    @Test
    void aDifferenceHoldsWhatCameInBetween() {
        take(LINE + 1);
        Snapshot before = operation.sinceStart();
        take(LINE + 1);
        take(1);
        assertThrows(
                IllegalStateException.class,
                () -> operation.run(() -> {
                    throw new IllegalStateException("broken");
                }));
        Snapshot between = operation.sinceStart().since(before);
        assertEquals(3, between.calls());
        assertEquals(1, between.errors());
        assertEquals(1 / 3.0, between.errorRate());
        assertEquals(1, between.slowerThan(LINE));
        assertEquals(before.toNanos(), between.fromNanos());
        assertEquals(time.nanos(), between.toNanos());
        assertThrows(IllegalArgumentException.class, () -> before.since(operation.sinceStart()));
    }

    @Test
    void callsWithoutAQueryCountWhenQueriesAreJudged() {
        for (int i = 0; i < 90; i++) {
            take(1);
        }
        for (int i = 0; i < 10; i++) {
            operation.run(() -> Objects.requireNonNull(Call.current()).addQueries(40));
        }
        Snapshot seen = operation.sinceStart();
        assertEquals(10, seen.queries().count());
        assertEquals(0, seen.queriesQuantile(0.5));
        assertEquals(0, seen.queriesQuantile(0.9));
        assertEquals(40, seen.queriesQuantile(0.95));
    }

    @Test
    void countsAtTheLinesCannotBeChanged() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> operation.sinceStart().slower().clear());
        assertTrue(Double.isNaN(operation.sinceStart().errorRate()));
    }

    private void take(long nanos) {
        operation.run(() -> time.pass(Duration.ofNanos(nanos)));
    }
}
