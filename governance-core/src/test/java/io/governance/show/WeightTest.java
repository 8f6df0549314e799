package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static List<Integer> over(int... wanted) {
        Weight weight = Weight.initial(0);
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            weight = weight.next(wanted[i], (i + 1) * SECOND);
            seen.add(weight.percent());
        }
        return seen;
    }

    private static int[] wanted(int first, int seconds, int then, int secondsThen) {
        int[] all = new int[seconds + secondsThen];
        for (int i = 0; i < all.length; i++) {
            all[i] = i < seconds ? first : then;
        }
        return all;
    }

    @Test
    void theFirstStepDownIsTakenAtOnceTheNextTenSecondsLater() {
        List<Integer> seen = over(wanted(25, 35, 25, 0));
        assertEquals(List.of(75, 50, 25), List.of(seen.get(0), seen.get(10), seen.get(20)));
        assertEquals(25, seen.get(34));
    }

    @Test
    void aStepUpNeedsTenSecondsInWhichLessWasNeverWanted() {
        List<Integer> seen = over(wanted(50, 12, 100, 30));
        assertEquals(50, seen.get(20));
        assertEquals(75, seen.get(21));
        assertEquals(75, seen.get(30));
        assertEquals(100, seen.get(31));
    }

    @Test
    void whateverIsWantedThereIsAtMostOneStepInTenSecondsAndNeverLessThanAQuarter() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Weight weight = Weight.initial(0);
        long last = Long.MIN_VALUE / 2;
        for (long now = SECOND; now < 5_000 * SECOND; now += SECOND) {
            Weight next = weight.next(25 * (1 + random.nextInt(4)), now);
            if (next.percent() != weight.percent()) {
                assertEquals(25, Math.abs(next.percent() - weight.percent()), () -> "seed " + seed);
                assertTrue(now - last >= Weight.STEP_NANOS, () -> "seed " + seed);
                last = now;
            }
            assertTrue(next.percent() >= 25 && next.percent() <= 100, () -> "seed " + seed);
            weight = next;
        }
    }

    @Test
    void whoComesLateToItsOwnRoundsAsksForLess() {
        assertEquals(100, weightWhenLateBy(0));
        assertEquals(100, weightWhenLateBy(200));
        assertEquals(75, weightWhenLateBy(400));
        assertEquals(50, weightWhenLateBy(1_400));
    }

    /** Every other round is in time, so that the median shows what most of them were. */
    private static int weightWhenLateBy(long millis) {
        Lateness lateness = new Lateness();
        long due = 0;
        for (int round = 0; round < 60; round++) {
            long late = round % 3 == 0 ? 0 : Duration.ofMillis(millis).toNanos();
            lateness.beat(due + late);
            due += (late / SECOND + 1) * SECOND;
        }
        return lateness.weight();
    }

    @Test
    void oneLongStallIsNoLackOfProcessors() {
        Lateness lateness = new Lateness();
        for (int round = 0; round < 30; round++) {
            lateness.beat((round < 20 ? round : round + 45) * SECOND);
        }
        assertEquals(0, lateness.medianNanos());
        assertEquals(100, lateness.weight());
    }
}
