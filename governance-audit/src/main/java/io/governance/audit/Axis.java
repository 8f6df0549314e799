package io.governance.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to pixels, linearly or by logarithm.
 *
 * @param low value at the first pixel
 * @param high value at the last pixel
 */
record Axis(double low, double high, boolean isLogarithmic, double firstPixel, double lastPixel) {

    /** A logarithmic axis around all positive values, with a little room. */
    static Axis logarithmic(List<Double> values, double firstPixel, double lastPixel) {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (double value : values) {
            if (value > 0 && !Double.isInfinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return high == 0
                ? new Axis(1, 10, true, firstPixel, lastPixel)
                : new Axis(low / 1.5, high * 1.5, true, firstPixel, lastPixel);
    }

    /** A linear axis from zero to beyond the largest value. */
    static Axis fromZero(List<Double> values, double firstPixel, double lastPixel) {
        double high = values.stream()
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        return new Axis(0, Math.max(high, 1e-9) * 1.12, false, firstPixel, lastPixel);
    }

    double pixel(double value) {
        double share = isLogarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return firstPixel + Math.max(0, Math.min(1, share)) * (lastPixel - firstPixel);
    }

    /** Returns three to eight round values. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (isLogarithmic) {
            double[] steps = high / low > 300 ? new double[] {1} : new double[] {1, 2, 5};
            for (double decade = Math.pow(10, Math.floor(Math.log10(low))); decade <= high; decade *= 10) {
                for (double step : steps) {
                    double tick = decade * step;
                    if (tick >= low && tick <= high) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks;
        }
        double rough = (high - low) / 4;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = rough / decade < 1.5
                ? decade
                : rough / decade < 3.5 ? 2 * decade : rough / decade < 7.5 ? 5 * decade : 10 * decade;
        for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }
}
