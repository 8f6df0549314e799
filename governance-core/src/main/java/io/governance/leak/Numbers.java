package io.governance.leak;

import java.util.Arrays;

/** Order statistics of small arrays; none is changed. */
final class Numbers {
    private Numbers() {}

    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7). */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return ofSorted(sorted, share);
    }

    static double ofSorted(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    static double median(double[] values, int from, int until) {
        return median(Arrays.copyOfRange(values, from, until));
    }

    static double range(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return high - low;
    }

    /** Differences between values that lie so many places apart. */
    static double[] differences(double[] values, int lag) {
        double[] differences = new double[values.length - lag];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = values[i + lag] - values[i];
        }
        return differences;
    }
}
