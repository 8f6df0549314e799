package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class PausedTest {
    private final Operations operations = new Operations(new ManualTime(), new long[0], 10, (name, what) -> {});
    private final Operation one = operations.add("one");
    private final Operation other = operations.add("other one");

    @Test
    void aPausedOperationOnlyRunsTheCode() {
        one.pause();
        assertEquals("ran", one.<String, RuntimeException>call(() -> {
            assertNull(Call.current());
            return "ran";
        }));
        one.callFrom(0, () -> 1);
        one.begin().end();
        other.run(() -> {});
        assertEquals(0, one.sinceStart().calls());
        assertEquals(1, other.sinceStart().calls());
        one.resume();
        one.run(() -> {});
        assertEquals(1, one.sinceStart().calls());
    }

    @Test
    void allArePausedAtOnceAlsoThoseToCome() {
        operations.pause();
        assertTrue(operations.add("late").isPaused());
        one.run(() -> {});
        operations.resume();
        assertFalse(operations.find("late").orElseThrow().isPaused());
        assertEquals(0, one.sinceStart().calls());
    }

    @Test
    void aShadowIsKnownForOneEvenWhenNothingIsMeasured() {
        operations.pause();
        one.callWith(Call.Flag.SHADOW, () -> {
            assertTrue(Objects.requireNonNull(Call.current()).has(Call.Flag.SHADOW));
            return 1;
        });
        assertEquals(0, one.sinceStart().calls());
    }
}
