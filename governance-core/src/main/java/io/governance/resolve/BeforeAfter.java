package io.governance.resolve;

import io.governance.measure.Histogram;
import io.governance.measure.Snapshot;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two periods of the same operation. Observational: it says what was, not what caused it.
 *
 * @param before the period before the change
 * @param after the period after it
 */
public record BeforeAfter(Snapshot before, Snapshot after) {
    private static final double NORMAL_975 = 1.959964;

    /** Returns the median response time before, in nanoseconds; {@code NaN} without a call. */
    public double medianBeforeNanos() {
        return before.responseTime().quantile(0.5);
    }

    /** Returns the median response time after, in nanoseconds; {@code NaN} without a call. */
    public double medianAfterNanos() {
        return after.responseTime().quantile(0.5);
    }

    /** Returns by which share the median fell; negative when it rose. */
    public double fasterBy() {
        return 1 - medianAfterNanos() / medianBeforeNanos();
    }

    /**
     * Returns the order statistics between which the median lies with 95 % if calls were independent (normal
     * approximation of the binomial): a range for one period, not for what caused the difference.
     */
    public static double[] medianRange(Histogram histogram) {
        double n = histogram.count();
        if (n < 10) {
            return new double[] {0, Double.POSITIVE_INFINITY};
        }
        double half = NORMAL_975 * Math.sqrt(n) / 2 / n;
        return new double[] {
            histogram.quantile(Math.max(0, 0.5 - half)), histogram.quantile(Math.min(1, 0.5 + half + 1 / n))
        };
    }

    Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        add(facts, "before", before);
        add(facts, "after", after);
        facts.put("medianFasterByPercent", number(fasterBy() * 100));
        return facts;
    }

    private static void add(Map<String, String> facts, String period, Snapshot snapshot) {
        double[] range = medianRange(snapshot.responseTime());
        facts.put(period + ".calls", Long.toString(snapshot.calls()));
        facts.put(period + ".p50Micros", number(snapshot.responseTime().quantile(0.5) / 1e3));
        facts.put(period + ".p50LowMicros", number(range[0] / 1e3));
        facts.put(period + ".p50HighMicros", number(range[1] / 1e3));
        facts.put(period + ".p95Micros", number(snapshot.responseTime().quantile(0.95) / 1e3));
        facts.put(period + ".queriesP50", number(snapshot.queriesQuantile(0.5)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
