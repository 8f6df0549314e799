package io.governance.flags.statistics;

import java.util.Collection;
import java.util.List;

/** Natural logarithm of the e-value of a bet over slices: at or above ln(1/a) it is a proof at level a (3.3, 5). */
final class Evidence {
    private Evidence() {}

    /** Mean over the gamblers, each of whom plays all slices. */
    static double plain(Bet bet, List<Slice> slices) {
        double[] total = new double[Increments.GAMBLERS];
        for (Slice slice : slices) {
            double[] logs = bet.logs(slice);
            for (int k = 0; k < total.length; k++) {
                total[k] += logs[k];
            }
        }
        return logMean(total);
    }

    /** Mean over gamblers who start at each of the slices, so that a long good start does not hide a late regression. */
    static double restarted(Bet bet, List<Slice> slices) {
        int last = slices.size();
        double[] sinceStart = new double[Increments.GAMBLERS];
        double[] parts = new double[last + 1];
        parts[last] = -Math.log(last + 1.0);
        for (int start = last; start > 0; start--) {
            double[] logs = bet.logs(slices.get(start - 1));
            for (int k = 0; k < logs.length; k++) {
                sinceStart[k] += logs[k];
            }
            parts[start - 1] = logMean(sinceStart) - Math.log(start * (start + 1.0));
        }
        return logSum(parts);
    }

    static double logMean(Collection<Double> logs) {
        return logMean(logs.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static double logMean(double... logs) {
        return logSum(logs) - Math.log(logs.length);
    }

    /** The maximum is taken out first: log space is never left. */
    private static double logSum(double... logs) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            largest = Math.max(largest, log);
        }
        CompensatedSum sum = new CompensatedSum();
        for (double log : logs) {
            sum.add(Math.exp(log - largest));
        }
        return largest + Math.log(sum.value());
    }
}
