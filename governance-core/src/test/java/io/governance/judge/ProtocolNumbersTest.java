package io.governance.judge;

import static io.governance.judge.Level.ACCEPTABLE;
import static io.governance.judge.Level.CRITICAL;
import static io.governance.judge.Level.INFO;
import static io.governance.judge.Level.NOT_ACCEPTABLE;
import static io.governance.judge.Level.NO_DATA;
import static io.governance.judge.Level.WARNING;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Signal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of P8, at its exact lines and one step to either side. */
class ProtocolNumbersTest {
    private static final double GIGABYTE = 1L << 30;

    private record Judged(Signal signal, double value, Level level) {}

    private static final List<Judged> TABLE = List.of(
            new Judged(Signal.RESPONSE_TIME, 0, ACCEPTABLE),
            new Judged(Signal.RESPONSE_TIME, 1.5e9, ACCEPTABLE),
            new Judged(Signal.RESPONSE_TIME, 1.5e9 + 1, NOT_ACCEPTABLE),
            new Judged(Signal.RESPONSE_TIME, 2e9, NOT_ACCEPTABLE),
            new Judged(Signal.RESPONSE_TIME, 2e9 + 1, INFO),
            new Judged(Signal.RESPONSE_TIME, 3e9, INFO),
            new Judged(Signal.RESPONSE_TIME, 3e9 + 1, WARNING),
            new Judged(Signal.RESPONSE_TIME, 5e9, WARNING),
            new Judged(Signal.RESPONSE_TIME, 5e9 + 1, CRITICAL),
            new Judged(Signal.MEMORY, 2 * GIGABYTE, ACCEPTABLE),
            new Judged(Signal.MEMORY, 2 * GIGABYTE + 1, INFO),
            new Judged(Signal.MEMORY, 3 * GIGABYTE, INFO),
            new Judged(Signal.MEMORY, 3 * GIGABYTE + 1, WARNING),
            new Judged(Signal.MEMORY, 4 * GIGABYTE, WARNING),
            new Judged(Signal.MEMORY, 4 * GIGABYTE + 1, CRITICAL),
            new Judged(Signal.CPU, 0.60, ACCEPTABLE),
            new Judged(Signal.CPU, Math.nextUp(0.60), INFO),
            new Judged(Signal.CPU, 0.75, INFO),
            new Judged(Signal.CPU, Math.nextUp(0.75), WARNING),
            new Judged(Signal.CPU, 0.90, WARNING),
            new Judged(Signal.CPU, Math.nextUp(0.90), CRITICAL),
            new Judged(Signal.QUERIES, 4, ACCEPTABLE),
            new Judged(Signal.QUERIES, 5, INFO),
            new Judged(Signal.QUERIES, 255, INFO),
            new Judged(Signal.CACHE_HIT_RATE, 1, ACCEPTABLE),
            new Judged(Signal.CACHE_HIT_RATE, 0.70, ACCEPTABLE),
            new Judged(Signal.CACHE_HIT_RATE, Math.nextDown(0.70), INFO),
            new Judged(Signal.CACHE_HIT_RATE, 0.50, INFO),
            new Judged(Signal.CACHE_HIT_RATE, Math.nextDown(0.50), WARNING),
            new Judged(Signal.CACHE_HIT_RATE, 0, WARNING),
            new Judged(Signal.ERROR_RATE, 0.001, ACCEPTABLE),
            new Judged(Signal.ERROR_RATE, Math.nextUp(0.001), INFO),
            new Judged(Signal.ERROR_RATE, 0.005, INFO),
            new Judged(Signal.ERROR_RATE, Math.nextUp(0.005), WARNING),
            new Judged(Signal.ERROR_RATE, 0.01, WARNING),
            new Judged(Signal.ERROR_RATE, Math.nextUp(0.01), CRITICAL),
            new Judged(Signal.CONNECTION_POOL, 0.99, ACCEPTABLE),
            new Judged(Signal.CONNECTION_POOL, 1.0, CRITICAL));

    private final Policy protocol = Policy.protocol();

    @TestFactory
    Stream<DynamicTest> aValueHasTheLevelThatTheProtocolSays() {
        return TABLE.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.signal.key() + " " + row.value + " is " + row.level,
                        () -> assertEquals(
                                row.level, protocol.threshold(row.signal).judge(row.value))));
    }

    @Test
    void noDataIsNeitherGoodNorBad() {
        Stream.of(
                        Signal.RESPONSE_TIME,
                        Signal.MEMORY,
                        Signal.CPU,
                        Signal.QUERIES,
                        Signal.CACHE_HIT_RATE,
                        Signal.ERROR_RATE,
                        Signal.CONNECTION_POOL)
                .forEach(signal ->
                        assertEquals(NO_DATA, protocol.threshold(signal).judge(Double.NaN)));
    }

    @Test
    void linesOfTheResponseTimeAndWhereTheyAreLeftAreCountedExactly() {
        assertArrayEquals(
                new long[] {
                    1_500_000_000L,
                    1_800_000_000L,
                    2_000_000_000L,
                    2_700_000_000L,
                    3_000_000_000L,
                    4_500_000_000L,
                    5_000_000_000L
                },
                protocol.responseTimeEdges());
    }

    @Test
    void aSignalWithoutLinesIsNamed() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> protocol.threshold(Signal.CPU_TIME));
        assertTrue(String.valueOf(refused.getMessage()).contains("cpu-time"), refused::getMessage);
    }

    @Test
    void levelsAreInTheOrderOfTheirUrgency() {
        assertEquals(
                List.of(NO_DATA, ACCEPTABLE, NOT_ACCEPTABLE, INFO, WARNING, CRITICAL),
                List.of(Level.values()).stream().sorted().toList());
        assertEquals(WARNING, WARNING.worse(INFO));
        assertEquals(WARNING, INFO.worse(WARNING));
        assertTrue(INFO.isAtLeast(INFO));
    }
}
