package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Coordinated omission: who came while the service stood still waited too. */
class CorrectedTimeTest {
    private static final long MILLISECOND = 1_000_000;

    private final ManualTime time = new ManualTime();
    private final Operation operation = new Operations(time, new long[0], 10, (name, what) -> {}).add("orders");

    @Test
    void aStallIsSeenByAllWhoWereDueInItAndNotByOne() {
        long due = time.nanos();
        for (int i = 0; i < 1_000; i++) {
            due += 10 * MILLISECOND;
            if (time.nanos() < due) {
                time.pass(Duration.ofNanos(due - time.nanos()));
            }
            boolean isStall = i == 100;
            operation.<Integer, RuntimeException>callFrom(due, () -> {
                time.pass(Duration.ofMillis(isStall ? 2_000 : 1));
                return 1;
            });
        }
        Snapshot seen = operation.sinceStart();
        assertEquals(MILLISECOND, seen.responseTime().quantile(0.95), 0.011 * MILLISECOND, "one slow call of 1,000");
        assertTrue(
                seen.correctedTime().quantile(0.95) > 1_000 * MILLISECOND,
                () -> seen.correctedTime().quantile(0.95) + " ns: 222 were due while it stood still");
        assertEquals(1_000, seen.correctedTime().count());
    }

    @Test
    void callsWithoutAnIntendedStartHaveNoCorrectedTime() {
        operation.run(() -> time.pass(Duration.ofMillis(1)));
        assertEquals(0, operation.sinceStart().correctedTime().count());
    }

    @Test
    void anIntendedStartInTheFutureOrFromAnotherClockIsHarmless() {
        operation.callFrom(time.nanos() + MILLISECOND, () -> pass(3));
        assertEquals(3.0 * MILLISECOND, operation.sinceStart().correctedTime().quantile(1), 0.011 * 3 * MILLISECOND);
        operation.callFrom(Long.MIN_VALUE, () -> pass(3));
        operation.callFrom(Long.MAX_VALUE, () -> pass(3));
        Call begun = operation.beginFrom(-5 * MILLISECOND);
        begun.end();
        assertEquals(4, operation.sinceStart().correctedTime().count());
        assertEquals(11 * MILLISECOND + 3 * MILLISECOND, begun.lateNanos() + begun.durationNanos());
    }

    private int pass(int milliseconds) {
        time.pass(Duration.ofMillis(milliseconds));
        return milliseconds;
    }
}
