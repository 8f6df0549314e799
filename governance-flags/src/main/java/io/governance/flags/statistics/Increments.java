package io.governance.flags.statistics;

/**
 * The log wealth of 16 gamblers who bet the constant fractions 64, 32, ... 2^-9 on one slice: the sums of count times
 * log1p(fraction times x) (specification 3.1 and 5). A fraction never exceeds 0.9 over the largest possible loss, so no
 * gambler is ever ruined and no logarithm is infinite.
 */
final class Increments {
    static final int GAMBLERS = 16;
    private static final double CAP = 0.9;

    private final double[] fractions = new double[GAMBLERS];
    private final CompensatedSum[] sums = new CompensatedSum[GAMBLERS];

    /** Starts with nothing won or lost; {@code largestLoss} is the largest {@code -x} that any call can have. */
    Increments(double largestLoss) {
        for (int k = 0; k < GAMBLERS; k++) {
            fractions[k] = Math.min(Math.scalb(1.0, 6 - k), CAP / largestLoss);
            sums[k] = new CompensatedSum();
        }
    }

    /** Adds {@code count} calls which won {@code x} each. */
    Increments add(long count, double x) {
        if (count != 0 && x != 0.0) {
            for (int k = 0; k < GAMBLERS; k++) {
                sums[k].add(count * Math.log1p(fractions[k] * x));
            }
        }
        return this;
    }

    /** Returns the log wealth; a coin shared by up to {@code multiplicity} calls weighs one call (3.4). */
    double[] logs(int multiplicity) {
        double[] logs = new double[GAMBLERS];
        for (int k = 0; k < GAMBLERS; k++) {
            logs[k] = sums[k].value() / multiplicity;
        }
        return logs;
    }
}
