package io.governance.leak;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveSetsTest {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    @Test
    void anHourKeepsItsSmallestSampleAndItsHighestPeak() {
        LiveSets sets = LiveSets.empty(1_000)
                .with(new LiveSets.Sample(0, 300, 500))
                .with(new LiveSets.Sample(1, 200, 900))
                .with(new LiveSets.Sample(2, 400, 600));
        assertEquals(200, sets.lowest(0));
        assertEquals(900, sets.peak(0));
        assertEquals(3, sets.samples());
    }

    @Test
    void fourteenDaysAreKeptAndNoMore() {
        LiveSets sets = LiveSets.empty(1_000);
        for (int hour = 0; hour < 1_000; hour++) {
            sets = sets.with(new LiveSets.Sample(hour * HOUR, hour, 0));
        }
        assertEquals(336, sets.samples());
        assertEquals(664, sets.firstHour());
        assertEquals(664, sets.lowest(664));
        assertEquals(999, sets.lowest(999));
    }

    @Test
    void aLongSilenceForgetsWhatWasBefore() {
        LiveSets sets = LiveSets.empty(1_000)
                .with(new LiveSets.Sample(0, 1, 0))
                .with(new LiveSets.Sample(100_000 * HOUR, 2, 0));
        assertEquals(1, sets.samples());
        assertEquals(100_000, sets.firstHour());
    }

    @Test
    void aClockBelowZeroAndASampleFromThePastDoNoHarm() {
        LiveSets sets = LiveSets.empty(1_000)
                .with(new LiveSets.Sample(-5 * HOUR + 1, 7, 0))
                .with(new LiveSets.Sample(-3 * HOUR, 8, 0))
                .with(new LiveSets.Sample(-5 * HOUR, 1, 0));
        assertEquals(2, sets.samples());
        assertEquals(7, sets.lowest(-5));
        assertFalse(sets.hasSample(-4));
        assertTrue(sets.hasSample(-3));
    }

    @Test
    void negativeFiguresCountAsNothing() {
        assertEquals(
                0, LiveSets.empty(1_000).with(new LiveSets.Sample(0, -1, 0)).lowest(0));
    }

    @Test
    void aLimitOfNothingIsRefused() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> LiveSets.empty(0));
        assertTrue(refused.toString().contains("found 0 bytes"), refused::toString);
    }

    @Test
    void anHourThatStandsOutAloneCountsAsItsNeighborsAndAStepStays() {
        double[] megabytes = {10, 10, 10, 30, 10, 4, 10, 10, 10, 20, 20, 20, 20};
        LiveSets sets = LiveSets.empty(1_000);
        for (int hour = 0; hour < megabytes.length; hour++) {
            sets = sets.with(new LiveSets.Sample(hour * HOUR, (long) megabytes[hour], 0));
        }
        assertArrayEquals(
                new double[] {10, 10, 10, 10, 10, 10, 10, 10, 10, 20, 20, 20, 20}, new Hours(sets, 13).last(13));
    }

    @Test
    void aShortGapIsFilledAlongALineAndALongOneMakesTheWindowUseless() {
        LiveSets sets =
                LiveSets.empty(1_000).with(new LiveSets.Sample(0, 100, 0)).with(new LiveSets.Sample(3 * HOUR, 400, 0));
        assertEquals(300, new Hours(sets, 4).last(4)[2], 1e-9);
        assertEquals(8, new Hours(sets.with(new LiveSets.Sample(7 * HOUR, 1, 0)), 8).last(8).length);
        assertEquals(0, new Hours(sets.with(new LiveSets.Sample(8 * HOUR, 1, 0)), 9).last(9).length);
    }
}
