package io.governance.leak;

/** How a growing series bends: a least squares parabola through values one hour apart. */
final class Bend {
    private Bend() {}

    /** Slope at the end over slope at the start: 1 for a straight line, less when growth slows down. */
    static double endOverStart(double[] values) {
        int n = values.length;
        double middle = (n - 1) / 2.0;
        double meanSquare = 0;
        for (int i = 0; i < n; i++) {
            meanSquare += square(i, middle) / n;
        }
        double products = 0;
        double squares = 0;
        double bentProducts = 0;
        double bentSquares = 0;
        for (int i = 0; i < n; i++) {
            double x = (i - middle) / middle;
            double bent = square(i, middle) - meanSquare;
            products += x * values[i];
            squares += x * x;
            bentProducts += bent * values[i];
            bentSquares += bent * bent;
        }
        double slope = products / squares;
        double bend = 2 * bentProducts / bentSquares;
        return (slope + bend) / (slope - bend);
    }

    private static double square(int i, double middle) {
        double x = (i - middle) / middle;
        return x * x;
    }
}
