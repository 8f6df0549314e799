package io.governance.resolve;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Two periods of the same operation. Observational: it says what was, not what caused it.
 *
 * @param before the period before the change
 * @param after the period after it
 */
public record BeforeAfter(Period before, Period after) {

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
     * Returns between which shares the median fell, at the least and at the most: from the ends of both medians' ranges,
     * so wider than 95 %.
     */
    public double[] fasterByRange() {
        Range one = Range.ofQuantile(before.responseTime(), 0.5);
        Range other = Range.ofQuantile(after.responseTime(), 0.5);
        return new double[] {1 - other.high() / one.low(), 1 - other.low() / one.high()};
    }

    Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>(before.facts("before"));
        facts.putAll(after.facts("after"));
        facts.put("medianFasterByPercent", number(fasterBy() * 100));
        facts.put("medianFasterByLowPercent", number(fasterByRange()[0] * 100));
        facts.put("medianFasterByHighPercent", number(fasterByRange()[1] * 100));
        return facts;
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
