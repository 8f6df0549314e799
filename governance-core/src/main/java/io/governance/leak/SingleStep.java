package io.governance.leak;

/**
 * The best description of a series by two levels with one change between them.
 *
 * @param at index of the first value on the second level
 * @param height second level less the first
 * @param squares sum of the squares that the two levels leave
 */
record SingleStep(int at, double height, double squares) {
    private static final int SHORTEST = 3;

    static SingleStep through(double[] values) {
        int n = values.length;
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        SingleStep best = new SingleStep(0, 0, Double.POSITIVE_INFINITY);
        double before = 0;
        for (int at = 1; at <= n - SHORTEST; at++) {
            before += values[at - 1];
            if (at >= SHORTEST) {
                double after = sum - before;
                double left = Math.max(0, squares - before * before / at - after * after / (n - at));
                if (left < best.squares) {
                    best = new SingleStep(at, after / (n - at) - before / at, left);
                }
            }
        }
        return best;
    }
}
