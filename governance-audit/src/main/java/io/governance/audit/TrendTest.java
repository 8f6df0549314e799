package io.governance.audit;

import java.util.Arrays;

/**
 * Tells a direction from noise in daily values that are noisy, have outliers and are correlated.
 *
 * <p>A trend is stated when the Mann-Kendall test with the variance of Hamed and Rao (1998) gives p below 0.01 and the
 * slope of Theil (1950) and Sen (1968) amounts to more than 15 % over all days; or when the median of the last seven
 * days is further from that of all days than 1.25 times the furthest of all earlier weeks, and by more than 10 %.
 */
final class TrendTest {
    private static final int WEEK = 7;
    private static final double NORMAL_AT_ONE_PERCENT = 2.5758;

    private TrendTest() {}

    static String statement(double[] daily) {
        double[] logs = Arrays.stream(daily).map(Math::log).toArray();
        double slope = slope(logs);
        double change = Math.expm1(slope * (logs.length - 1));
        if (Math.abs(change) > 0.15 && isMonotone(logs, slope)) {
            return (change > 0 ? "rising" : "falling") + " by " + Figures.percent(Math.abs(change)) + " over "
                    + daily.length + " days";
        }
        double step = Math.expm1(step(logs));
        if (Math.abs(step) > 0.10) {
            return "the last 7 days are " + Figures.percent(Math.abs(step)) + (step > 0 ? " above" : " below")
                    + " the median of all days before, further than any week before";
        }
        return "no trend shown";
    }

    /** The deviation of the last week when it is beyond all earlier ones, else 0. */
    private static double step(double[] logs) {
        int start = logs.length - WEEK;
        double reference = median(logs, 0, start);
        double largest = 0;
        for (int i = 0; i + WEEK <= start; i++) {
            largest = Math.max(largest, Math.abs(median(logs, i, i + WEEK) - reference));
        }
        double now = median(logs, start, logs.length) - reference;
        return Math.abs(now) > 1.25 * largest ? now : 0;
    }

    private static boolean isMonotone(double[] logs, double slope) {
        int n = logs.length;
        double score = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                score += Math.signum(logs[j] - logs[i]);
            }
        }
        double variance = n * (n - 1.0) * (2.0 * n + 5) / 18 * inflation(logs, slope);
        return Math.abs(score) - 1 > NORMAL_AT_ONE_PERCENT * Math.sqrt(variance);
    }

    /** How much the correlation of the ranks, the trend taken out, adds to the variance; never less than nothing. */
    private static double inflation(double[] logs, double slope) {
        int n = logs.length;
        double[] ranks = ranks(logs, slope);
        double mean = (n + 1) / 2.0;
        double square =
                Arrays.stream(ranks).map(rank -> (rank - mean) * (rank - mean)).sum();
        double sum = 0;
        for (int lag = 1; lag < n / 4; lag++) {
            double product = 0;
            for (int i = 0; i + lag < n; i++) {
                product += (ranks[i] - mean) * (ranks[i + lag] - mean);
            }
            double correlation = square == 0 ? 0 : product / square;
            if (Math.abs(correlation) > 1.96 / Math.sqrt(n)) {
                sum += (n - lag) * (n - lag - 1.0) * (n - lag - 2) * correlation;
            }
        }
        return Math.max(1, 1 + 2 / (n * (n - 1.0) * (n - 2)) * sum);
    }

    private static double[] ranks(double[] logs, double slope) {
        double[] flat = new double[logs.length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = logs[i] - slope * i;
        }
        double[] ranks = new double[flat.length];
        for (int i = 0; i < flat.length; i++) {
            double rank = 0.5;
            for (double other : flat) {
                rank += other < flat[i] ? 1 : other == flat[i] ? 0.5 : 0;
            }
            ranks[i] = rank;
        }
        return ranks;
    }

    private static double slope(double[] logs) {
        int n = logs.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[next++] = (logs[j] - logs[i]) / (j - i);
            }
        }
        return median(slopes, 0, slopes.length);
    }

    static double median(double[] values, int from, int to) {
        double[] sorted = Arrays.copyOfRange(values, from, to);
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
