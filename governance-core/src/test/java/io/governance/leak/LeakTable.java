package io.governance.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * What many weeks of one scenario came to.
 *
 * @param weeks every run
 */
public record LeakTable(LeakScenario scenario, LeakNoise noise, List<LeakWeek> weeks) {
    /** The heading of {@link #row}. */
    public static final String HEADING = "| scenario | noise | weeks | LEAK % | 95 % upper bound | median h | p95 h "
            + "| neither claimed % | range held % | EXHAUSTION % | announced before full % | least warning h |\n"
            + "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|";

    /** Runs so many weeks, each with a seed of its own. */
    public static LeakTable run(LeakScenario scenario, LeakNoise noise, int weeks, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed + 1_000L * scenario.ordinal() + noise.ordinal());
        List<LeakWeek> runs = new ArrayList<>();
        for (int week = 0; week < weeks; week++) {
            runs.add(LeakWeek.run(scenario, noise, seeds.split()));
        }
        return new LeakTable(scenario, noise, List.copyOf(runs));
    }

    /** Weeks with a claim of a leak. */
    public int leaks() {
        return (int) weeks.stream().filter(week -> week.leakHour() > 0).count();
    }

    /** Weeks with a claim that the limit is near. */
    public int exhaustions() {
        return (int) weeks.stream().filter(week -> week.exhaustionHour() > 0).count();
    }

    /** Weeks in which neither was claimed. */
    public int missed() {
        return (int) weeks.stream()
                .filter(week -> Double.isNaN(week.leakHour()) && Double.isNaN(week.exhaustionHour()))
                .count();
    }

    /** Weeks in which the heap became full. */
    public int full() {
        return (int) weeks.stream().filter(week -> week.fullHour() > 0).count();
    }

    /** Weeks in which the heap became full after that had been announced. */
    public int announced() {
        return (int) weeks.stream()
                .filter(week -> week.exhaustionHour() < week.fullHour())
                .count();
    }

    /** Hour of the first claim of a leak that this share of the weeks had seen; {@code NaN} when they had not. */
    public double leakHour(double share) {
        double[] hours = weeks.stream()
                .mapToDouble(week -> Double.isNaN(week.leakHour()) ? Double.POSITIVE_INFINITY : week.leakHour())
                .sorted()
                .toArray();
        double hour = hours[(int) Math.ceil(share * hours.length) - 1];
        return Double.isInfinite(hour) ? Double.NaN : hour;
    }

    /** The share that would, with a probability of 95 %, have shown more claims than these: Clopper and Pearson. */
    public double upperBound() {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (atMost(leaks(), weeks.size(), middle) > 0.05) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double atMost(int claims, int of, double share) {
        if (claims >= of) {
            return 1;
        }
        double term = of * Math.log1p(-share);
        double sum = Math.exp(term);
        for (int k = 1; k <= claims; k++) {
            term += Math.log((of - k + 1.0) / k) + Math.log(share) - Math.log1p(-share);
            sum += Math.exp(term);
        }
        return sum;
    }

    /** One line of a table in Markdown. */
    public String row() {
        double least = least(week -> week.fullHour() - week.exhaustionHour());
        long right = weeks.stream().filter(LeakWeek::isRangeRight).count();
        return String.join(
                " | ",
                "| " + scenario.words(),
                noise.name().toLowerCase(Locale.ROOT),
                Integer.toString(weeks.size()),
                percent(leaks(), weeks.size()),
                scenario.isLeak() ? "" : String.format(Locale.ROOT, "%.2f", 100 * upperBound()),
                hour(leakHour(0.5)),
                hour(leakHour(0.95)),
                scenario.isLeak() ? percent(missed(), weeks.size()) : "",
                scenario.isLeak() ? percent((int) right, leaks()) : "",
                percent(exhaustions(), weeks.size()),
                percent(announced(), full()),
                hour(least) + " |");
    }

    private double least(ToDoubleFunction<LeakWeek> warning) {
        return Arrays.stream(weeks.stream().mapToDouble(warning).toArray())
                .filter(hours -> !Double.isNaN(hours))
                .min()
                .orElse(Double.NaN);
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
    }

    private static String hour(double hour) {
        return Double.isNaN(hour) ? "-" : String.format(Locale.ROOT, "%.0f", hour);
    }
}
