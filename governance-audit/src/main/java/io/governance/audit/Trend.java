package io.governance.audit;

import io.governance.measure.Signal;
import io.governance.remember.Samples.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the daily values of one operation say about the direction it goes.
 *
 * @param days days that have a value
 * @param first median of the first seven of them
 * @param last median of the last seven
 */
record Trend(String operation, Signal signal, int days, double first, double last, String statement) {
    /** Below this many days no test of trend keeps its promise, so figures are given without a verdict. */
    static final int ENOUGH = 45;

    static List<Trend> all(List<Sample> samples) {
        List<Trend> trends = new ArrayList<>();
        for (Map.Entry<String, List<Period>> operation :
                Periods.of(samples, Duration.ofDays(1)).entrySet()) {
            double[] daily = operation.getValue().stream()
                    .mapToDouble(day -> day.responseTime().quantile(0.95))
                    .filter(value -> !Double.isNaN(value))
                    .toArray();
            if (daily.length > 0) {
                trends.add(of(operation.getKey(), Signal.RESPONSE_TIME, daily));
            }
        }
        return trends;
    }

    static Trend of(String operation, Signal signal, double[] daily) {
        return new Trend(
                operation,
                signal,
                daily.length,
                TrendTest.median(daily, 0, Math.min(7, daily.length)),
                TrendTest.median(daily, Math.max(0, daily.length - 7), daily.length),
                daily.length < ENOUGH
                        ? "too early for a trend: " + daily.length + " of " + ENOUGH + " days"
                        : TrendTest.statement(daily));
    }

    static Table table(List<Trend> trends) {
        return new Table(
                "Trends of the daily 95th percentile of the response time",
                List.of("operation", "days", "median of the first 7", "median of the last 7", "statement"),
                trends.stream()
                        .map(trend -> List.of(
                                trend.operation(),
                                Integer.toString(trend.days()),
                                Figures.of(trend.signal().unit(), trend.first()),
                                Figures.of(trend.signal().unit(), trend.last()),
                                trend.statement()))
                        .toList());
    }
}
