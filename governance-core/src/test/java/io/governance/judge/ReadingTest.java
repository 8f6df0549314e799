package io.governance.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private final Policy policy = Policy.protocol();

    @Test
    void anImpossibleValueIsNoDataWithItsProblemAndNeverHealthy() {
        for (Threshold threshold : PolicySettings.PROTOCOL) {
            Signal signal = threshold.signal();
            for (double value : new double[] {
                -1, -1e-9, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN, Long.MAX_VALUE, 1e300
            }) {
                Reading reading = Reading.of(signal, "orders", value, 1_000, policy);
                assertEquals(Level.NO_DATA, reading.level(), signal + " " + value);
                assertEquals(Level.NO_DATA, reading.held(), signal + " " + value);
                assertTrue(Double.isNaN(reading.value()), signal + " " + value);
                assertNotNull(reading.problem(), signal + " " + value);
            }
        }
        for (Signal signal : List.of(Signal.ERROR_RATE, Signal.CACHE_HIT_RATE, Signal.CONNECTION_POOL)) {
            assertEquals(
                    Level.NO_DATA,
                    Reading.of(signal, "orders", 1.01, 1_000, policy).level());
        }
        assertEquals(
                Level.NO_DATA,
                Reading.of(Signal.ERROR_RATE, "orders", 0, -1, policy).level());
        assertEquals(
                Level.CRITICAL,
                Reading.of(Signal.CPU, "process", 1.2, 1_000, policy).level());
    }

    @Test
    void tooFewSamplesAreNoProblem() {
        Reading few = Reading.of(Signal.ERROR_RATE, "orders", Double.NaN, 0, policy);
        assertEquals(Level.NO_DATA, few.level());
        assertNull(few.problem());
        assertEquals(
                "-1.0 is negative",
                Reading.of(Signal.ERROR_RATE, "orders", -1, 0, policy).problem());
    }

    @Test
    void aLevelIsHeldUntilTheValueIsWellWithinItsLine() {
        assertEquals(Level.WARNING, held(Signal.RESPONSE_TIME, 2.7e9 + 1));
        assertEquals(Level.INFO, held(Signal.RESPONSE_TIME, 2.7e9));
        assertEquals(Level.INFO, held(Signal.CACHE_HIT_RATE, 0.77));
        assertEquals(Level.ACCEPTABLE, held(Signal.CACHE_HIT_RATE, 0.78));
        assertEquals(Level.INFO, held(Signal.QUERIES, 4.5));
        assertEquals(Level.ACCEPTABLE, held(Signal.QUERIES, 4));
        Threshold strict = policy.threshold(Signal.CACHE_HIT_RATE).with(Level.WARNING, 0.98);
        assertEquals(0.99, strict.eased(0.9).warning(), 1e-12, "halfway to all, since more than all cannot be");
    }

    private Level held(Signal signal, double value) {
        return Reading.of(signal, "orders", value, 1_000, policy).held();
    }
}
