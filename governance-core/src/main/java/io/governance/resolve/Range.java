package io.governance.resolve;

import io.governance.measure.Histogram;

/** Where a figure of one period lies with 95 % if calls were independent; it says nothing of what caused it. */
record Range(double low, double high) {
    private static final double NORMAL_975 = 1.959964;
    private static final int FEW = 10;

    /** The order statistics around a quantile (normal approximation of the binomial); unbounded with few values. */
    static Range ofQuantile(Histogram histogram, double share) {
        double n = histogram.count();
        if (n < FEW) {
            return new Range(0, Double.POSITIVE_INFINITY);
        }
        double half = NORMAL_975 * Math.sqrt(share * (1 - share) / n);
        double above = share + half + 1 / n;
        return new Range(
                histogram.quantile(Math.max(0, share - half)),
                above > 1 ? Double.POSITIVE_INFINITY : histogram.quantile(above));
    }

    /** The score interval of a share (Wilson 1927), which stays honest when nothing was seen. */
    static Range ofShare(long part, long all) {
        if (all == 0) {
            return new Range(0, 1);
        }
        double z = NORMAL_975 * NORMAL_975;
        double share = (double) part / all;
        double center = (share + z / (2 * all)) / (1 + z / all);
        double half = NORMAL_975 / (1 + z / all) * Math.sqrt(share * (1 - share) / all + z / (4.0 * all * all));
        return new Range(Math.max(0, center - half), Math.min(1, center + half));
    }
}
