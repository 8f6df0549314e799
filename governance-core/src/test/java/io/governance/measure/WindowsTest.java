package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final Duration TICK = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final Operations operations = new Operations(time, new long[] {1_000_000_000}, 10, (name, what) -> {});
    private final Operation operation = operations.add("orders");

    @Test
    void anEmptyWindowHasNoDataRatherThanZero() {
        for (Window window : Window.values()) {
            Snapshot empty = operation.snapshot(window);
            assertEquals(0, empty.calls());
            assertTrue(Double.isNaN(empty.errorRate()));
            assertTrue(Double.isNaN(empty.responseTime().quantile(0.95)));
            assertTrue(Double.isNaN(empty.queriesQuantile(0.95)));
        }
    }

    @Test
    void aCallIsSeenOnceItWasCollected() {
        call();
        assertEquals(0, calls(Window.MINUTE));
        ticks(1);
        for (Window window : Window.values()) {
            assertEquals(1, calls(window), window::toString);
        }
    }

    @Test
    void aCallLeavesEachWindowWhenItsLengthIsOver() {
        call();
        ticks(1);
        ticks(11);
        assertEquals(1, calls(Window.MINUTE), "after 60 s");
        ticks(1);
        assertEquals(0, calls(Window.MINUTE), "after 65 s");
        ticks(47);
        assertEquals(1, calls(Window.FIVE_MINUTES), "after 300 s");
        ticks(1);
        assertEquals(0, calls(Window.FIVE_MINUTES), "after 305 s");
        assertEquals(1, calls(Window.HOUR), "after 305 s");
        ticks(12 * 60 - 61);
        assertEquals(1, calls(Window.HOUR), "after an hour");
        ticks(12 * 5);
        assertEquals(0, calls(Window.HOUR), "after an hour and five minutes");
        assertEquals(1, calls(Window.DAY));
    }

    @Test
    void aDayIsKeptInStepsOfAnHour() {
        for (int hour = 0; hour < 30; hour++) {
            call();
            ticks(12 * 60);
            int full = Math.min(hour + 1, 24);
            assertEquals(full, calls(Window.DAY), "after " + (hour + 1) + " hours");
        }
        assertEquals(1, calls(Window.HOUR));
    }

    @Test
    void theHourThatIsNotOverYetIsPartOfTheDay() {
        ticks(12 * 60);
        call();
        ticks(1);
        assertEquals(1, calls(Window.DAY));
        assertEquals(1, calls(Window.HOUR));
    }

    @Test
    void aMissedTurnMakesALongerPieceAndLosesNothing() {
        call();
        time.pass(Duration.ofSeconds(50));
        call();
        ticks(1);
        assertEquals(2, calls(Window.MINUTE), "in the piece of 55 seconds");
        ticks(11);
        assertEquals(2, calls(Window.MINUTE));
        ticks(1);
        assertEquals(0, calls(Window.MINUTE));
        assertEquals(2, calls(Window.FIVE_MINUTES));
    }

    @Test
    void aPauseLongerThanTheWindowStillShowsWhatCameIn() {
        call();
        time.pass(Duration.ofMinutes(10));
        ticks(1);
        assertEquals(1, calls(Window.MINUTE));
        assertEquals(1, calls(Window.FIVE_MINUTES));
        assertEquals(1, calls(Window.HOUR));
    }

    @Test
    void aWindowCoversTheTimeItSaysItCovers() {
        call();
        ticks(100);
        Snapshot five = operation.snapshot(Window.FIVE_MINUTES);
        assertEquals(Window.FIVE_MINUTES.length().toNanos(), five.toNanos() - five.fromNanos());
        assertEquals(time.nanos(), five.toNanos());
    }

    @Test
    void everythingSinceTheStartNeedsNoCollecting() {
        call();
        assertEquals(1, operation.sinceStart().calls());
    }

    @Test
    void aClockThatJumpsBackIsHarmless() {
        call();
        ticks(3);
        time.pass(Duration.ofHours(-5));
        call();
        ticks(1);
        assertEquals(2, calls(Window.MINUTE));
        assertEquals(2, calls(Window.DAY));
        assertEquals(time.nanos(), operation.snapshot(Window.MINUTE).toNanos());
        ticks(12);
        assertEquals(0, calls(Window.MINUTE), "it leaves the window as always");
        assertEquals(2, calls(Window.FIVE_MINUTES));
    }

    @Test
    void aClockThatJumpsBackDuringACallMakesItTakeNoTime() {
        operation.run(() -> time.pass(Duration.ofHours(-5)));
        Snapshot seen = operation.sinceStart();
        assertEquals(1, seen.calls());
        assertEquals(0, seen.slowerThan(1_000_000_000));
        assertEquals(0, seen.responseTime().quantileRange(1).low());
    }

    @Test
    void figuresThatAreNegativeOrOverflowAreHarmless() {
        operation.run(() -> {
            Call call = java.util.Objects.requireNonNull(Call.current());
            call.addQueries(-3);
            call.addPayload(-3);
            for (int i = 0; i < 3; i++) {
                call.addQueries(Integer.MAX_VALUE);
                call.addPayload(Long.MAX_VALUE);
            }
            time.pass(Duration.ofDays(9_000));
        });
        ticks(1);
        Snapshot seen = operation.snapshot(Window.DAY);
        assertEquals(255, seen.queriesQuantile(1), "the last bucket");
        assertEquals(1, seen.payload().count());
        assertEquals(
                Double.POSITIVE_INFINITY, seen.responseTime().quantileRange(1).high());
        assertEquals(1, seen.slowerThan(1_000_000_000));
        assertEquals(2, operations.misuses());
    }

    @Test
    void anEmptyWindowHasNoRangeOfAQuantileEither() {
        Histogram.Quantile none = operation.snapshot(Window.HOUR).responseTime().quantileRange(0.95);
        assertTrue(Double.isNaN(none.low()) && Double.isNaN(none.value()) && Double.isNaN(none.high()));
    }

    private void call() {
        operation.run(() -> {});
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            time.pass(TICK);
            operations.collect();
        }
    }

    private long calls(Window window) {
        return operation.snapshot(window).calls();
    }
}
