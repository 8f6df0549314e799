package io.governance.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A few fresh weeks of every scenario; the seed changes from day to day and is printed when a bound is broken. With a
 * share of 1 % of false claims, four or more among 60 weeks come once in 400 runs of a scenario; that of the worst
 * scenario was measured to be a third of it, so once in 20,000.
 */
class LeakSimulationTest {
    private static final int WEEKS = 30;
    private static final int MOST_FALSE = 3;
    private static final int MOST_MISSED = 6;
    private static final long SEED = new SplittableRandom().nextLong();

    @TestFactory
    Stream<DynamicTest> aWeekWithoutALeakIsHardlyEverCalledOne() {
        return scenarios(false)
                .map(scenario -> DynamicTest.dynamicTest(scenario.words(), () -> {
                    int leaks = Arrays.stream(LeakNoise.values())
                            .mapToInt(noise ->
                                    LeakTable.run(scenario, noise, WEEKS, SEED).leaks())
                            .sum();
                    assertTrue(
                            leaks <= MOST_FALSE,
                            leaks + " of " + 2 * WEEKS + " weeks were called a leak, seed " + SEED);
                }));
    }

    @TestFactory
    Stream<DynamicTest> aLeakIsFoundOrItsEndAnnounced() {
        return scenarios(true)
                .map(scenario -> DynamicTest.dynamicTest(scenario.words(), () -> {
                    LeakTable table = LeakTable.run(scenario, LeakNoise.USUAL, WEEKS, SEED);
                    assertTrue(
                            table.missed() <= MOST_MISSED,
                            table.missed() + " of " + WEEKS + " leaks were not found, seed " + SEED);
                    assertEquals(table.full(), table.announced(), "announced before the heap was full, seed " + SEED);
                }));
    }

    @TestFactory
    Stream<DynamicTest> onePercentAnHourIsFoundInTime() {
        return Stream.of(LeakScenario.LEAK_1, LeakScenario.LEAK_1_DIURNAL)
                .map(scenario -> DynamicTest.dynamicTest(scenario.words(), () -> {
                    double hour = LeakTable.run(scenario, LeakNoise.USUAL, WEEKS, SEED)
                            .leakHour(0.8);
                    double goal = scenario == LeakScenario.LEAK_1 ? 80 : 110;
                    assertTrue(hour <= goal, "four of five found at hour " + hour + ", seed " + SEED);
                }));
    }

    private static Stream<LeakScenario> scenarios(boolean isLeak) {
        return Arrays.stream(LeakScenario.values())
                .filter(scenario -> scenario.isLeak() == isLeak && scenario.isPromised());
    }
}
