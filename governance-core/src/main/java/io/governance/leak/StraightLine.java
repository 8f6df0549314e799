package io.governance.leak;

/** A least squares line through a series with one value an hour, and what it leaves. */
final class StraightLine {
    private final double perHour;
    private final double[] residuals;
    private final double squares;

    private StraightLine(double perHour, double[] residuals, double squares) {
        this.perHour = perHour;
        this.residuals = residuals;
        this.squares = squares;
    }

    static StraightLine through(double[] values) {
        int n = values.length;
        double middle = (n - 1) / 2.0;
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        double products = 0;
        for (int i = 0; i < n; i++) {
            products += (i - middle) * (values[i] - mean);
        }
        double perHour = products / (n * (n * (double) n - 1) / 12);
        double[] residuals = new double[n];
        double squares = 0;
        for (int i = 0; i < n; i++) {
            residuals[i] = values[i] - mean - perHour * (i - middle);
            squares += residuals[i] * residuals[i];
        }
        return new StraightLine(perHour, residuals, squares);
    }

    double perHour() {
        return perHour;
    }

    double[] residuals() {
        return residuals;
    }

    /** Sum of the squares that the line leaves. */
    double squares() {
        return squares;
    }
}
