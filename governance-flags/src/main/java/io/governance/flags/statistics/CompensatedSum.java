package io.governance.flags.statistics;

/** A sum of doubles that keeps what rounding loses (Neumaier 1974): 10^12 counts leave an error near 10^-4. */
final class CompensatedSum {
    private double sum;
    private double lost;

    void add(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    double value() {
        return sum + lost;
    }
}
