package io.governance.examples.faults;

import java.util.Arrays;

/**
 * Whether something grew: the median of the last quarter of its samples against that of the second. The first quarter is
 * the start, in which everything grows; a median does not mind a few samples taken at a bad moment.
 */
record Growth(double early, double late) {
    private static final int LEAST = 8;

    /**
     * Compares the quarters.
     *
     * @param samples at equal distances, eight or more
     */
    static Growth of(double... samples) {
        if (samples.length < LEAST) {
            throw new IllegalArgumentException("found " + samples.length + " samples, expected " + LEAST + " or more");
        }
        int quarter = samples.length / 4;
        return new Growth(
                median(Arrays.copyOfRange(samples, quarter, 2 * quarter)),
                median(Arrays.copyOfRange(samples, samples.length - quarter, samples.length)));
    }

    private static double median(double... values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** Returns whether it grew by no more than a share of what it was, or by no more than an absolute figure. */
    boolean isWithin(double share, double absolute) {
        return late - early <= Math.max(early * share, absolute);
    }
}
