package io.governance.leak;

import java.util.Arrays;

/**
 * Slope and significance of a series with one value an hour.
 *
 * <p>Slope: Theil and Sen, with the interval of Gilbert 1987, section 16.5. Significance: Mann and Kendall, its variance
 * widened for the first autocorrelation of what the slope leaves (Yue and Wang 2004).
 */
final class Trend {
    private static final double NINETY_PERCENT = 1.645;
    private static final double MOST_CORRELATED = 0.95;

    /** Change per hour with its 90 % interval. */
    record Slope(double low, double middle, double high) {}

    private Trend() {}

    static Slope slope(double[] values) {
        int n = values.length;
        double[] slopes = new double[n * (n - 1) / 2];
        int k = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                slopes[k++] = (values[j] - values[i]) / (j - i);
            }
        }
        Arrays.sort(slopes);
        double margin = NINETY_PERCENT * Math.sqrt(variance(n)) / 2;
        double middle = slopes.length / 2.0;
        int low = (int) Math.max(0, Math.floor(middle - margin));
        int high = (int) Math.min(slopes.length - 1, Math.ceil(middle + margin));
        return new Slope(slopes[low], Numbers.ofSorted(slopes, 0.5), slopes[high]);
    }

    /** Standard score of the claim that the series rises. */
    static double score(double[] values) {
        int n = values.length;
        int sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                sum += Double.compare(values[j], values[i]);
            }
        }
        double r = Math.max(
                0,
                Math.min(
                        MOST_CORRELATED,
                        autocorrelation(StraightLine.through(values).residuals())));
        double inflated = variance(n) * (1 + r) / (1 - r);
        return (sum - Integer.signum(sum)) / Math.sqrt(inflated);
    }

    private static double variance(int n) {
        return n * (n - 1.0) * (2.0 * n + 5) / 18;
    }

    private static double autocorrelation(double[] residuals) {
        double products = 0;
        double squares = 0;
        for (int i = 0; i < residuals.length; i++) {
            squares += residuals[i] * residuals[i];
            if (i > 0) {
                products += residuals[i] * residuals[i - 1];
            }
        }
        // What a straight line leaves of less than a byte is rounding, which has no memory.
        return squares < residuals.length ? 0 : products / squares;
    }
}
