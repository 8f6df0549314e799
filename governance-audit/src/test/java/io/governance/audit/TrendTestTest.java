package io.governance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Signal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTestTest {
    private static final int SERIES = 400;

    /** Daily values with 8 % of noise, 3 % outliers and a correlation from day to day. */
    private static double[] noise(Random random, int days, double correlation) {
        double[] daily = new double[days];
        double state = random.nextGaussian();
        for (int day = 0; day < days; day++) {
            state = correlation * state + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            double outlier = random.nextInt(33) == 0 ? 0.4 : 0;
            daily[day] = 200e6 * Math.exp(0.08 * state + outlier);
        }
        return daily;
    }

    private static double share(long seed, int days, double correlation, double rise) {
        Random random = new Random(seed);
        int stated = 0;
        for (int i = 0; i < SERIES; i++) {
            double[] daily = noise(random, days, correlation);
            for (int day = 0; day < days; day++) {
                daily[day] *= 1 + rise * day / (days - 1);
            }
            stated += TrendTest.statement(daily).equals("no trend shown") ? 0 : 1;
        }
        return stated / (double) SERIES;
    }

    @Test
    void noiseIsSeldomCalledATrend() {
        assertTrue(share(1, 60, 0, 0) <= 0.03, () -> "found " + share(1, 60, 0, 0));
        assertTrue(share(2, 90, 0.5, 0) <= 0.04, () -> "found " + share(2, 90, 0.5, 0));
    }

    @Test
    void riseOfHalfIsFound() {
        assertTrue(share(3, 60, 0, 0.5) >= 0.95, () -> "found " + share(3, 60, 0, 0.5));
    }

    @Test
    void stepOfTheLastWeekIsStated() {
        double[] daily = noise(new Random(4), 60, 0);
        for (int day = 53; day < 60; day++) {
            daily[day] *= 1.6;
        }

        assertTrue(TrendTest.statement(daily).contains("above the median"), TrendTest.statement(daily));
    }

    @Test
    void constantValuesHaveNoTrend() {
        double[] daily = new double[60];
        Arrays.fill(daily, 5e6);

        assertEquals("no trend shown", TrendTest.statement(daily));
    }

    @Test
    void fewerThan45DaysAreTooEarly() {
        double[] rising = new double[44];
        Arrays.setAll(rising, day -> 1e6 * (1 + day));

        assertEquals(
                "too early for a trend: 44 of 45 days",
                Trend.of("x", Signal.RESPONSE_TIME, rising).statement());
    }
}
