package io.governance.show;

import org.jspecify.annotations.Nullable;

/**
 * What follows for the balancers from what was examined.
 *
 * @param outFor why it is out of rotation; null when it is in
 * @param holdSeconds for how long it stays out at least
 * @param isDegraded whether others should be preferred to it
 * @param weight share of its traffic that it should get, in percent
 */
record Rotation(@Nullable Reason outFor, long holdSeconds, boolean isDegraded, int weight) {
    private static final int WEIGHT_WHEN_SILENT = 50;

    static final Rotation FULL = new Rotation(null, 0, false, Weight.FULL);
    static final Rotation SILENT = new Rotation(null, 0, true, WEIGHT_WHEN_SILENT);

    Rotation readmitted() {
        return new Rotation(null, 0, isDegraded, weight);
    }
}
