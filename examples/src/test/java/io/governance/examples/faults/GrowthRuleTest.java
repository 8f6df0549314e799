package io.governance.examples.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The soak's rule. */
class GrowthRuleTest {
    @Test
    void aSteadyClimbIsGrowth() {
        Growth growth =
                Growth.of(IntStream.range(0, 60).mapToDouble(i -> 100 + i).toArray());
        assertEquals(new Growth(122, 152), growth);
        assertFalse(growth.isWithin(0.05, 2));
    }

    @Test
    void whatGrowsAtTheStartOnlyDoesNotGrow() {
        Growth growth = Growth.of(
                IntStream.range(0, 60).mapToDouble(i -> Math.min(i, 14) * 10).toArray());
        assertTrue(growth.isWithin(0, 0), growth::toString);
    }

    @Test
    void aFewBadMomentsAreNoGrowth() {
        Growth growth = Growth.of(
                IntStream.range(0, 60).mapToDouble(i -> i > 55 ? 1_000 : 100).toArray());
        assertTrue(growth.isWithin(0, 0), growth::toString);
    }

    @Test
    void tooFewSamplesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Growth.of(1, 2, 3));
    }
}
