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
