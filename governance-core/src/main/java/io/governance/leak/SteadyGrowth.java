package io.governance.leak;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The four ways in which growth can be so steady that no cache, day or deployment explains it. Each looks at a window of
 * its own, whole hours, and is a pure function of it. The constants were chosen on simulated weeks: see
 * {@code docs/leaks.md} for what they were measured to do on others.
 */
enum SteadyGrowth {
    /** Two days that grow alike from hour to hour; for instances whose load hardly follows the day. */
    TWO_DAYS(48) {
        @Override
        @Nullable
        Pace pace(Hours hours) {
            double[] values = hours.last(48);
            if (values.length == 0) {
                return null;
            }
            double[] daily = Numbers.differences(values, DAY);
            double[] sorted = daily.clone();
            Arrays.sort(sorted);
            double middle = Numbers.ofSorted(sorted, 0.5);
            if (middle < SMALLEST_GROWTH * Numbers.median(values)
                    || Numbers.ofSorted(sorted, 0.1) <= 0.5 * middle
                    || isSlowingDown(Bend.endOverStart(values), 0.6)) {
                return null;
            }
            StraightLine line = StraightLine.through(values);
            double growth = line.perHour() * values.length;
            boolean isStraight = Numbers.range(line.residuals()) < 0.35 * growth
                    && largestShift(values) < 0.34 * growth
                    && line.squares() < 0.4 * SingleStep.through(values).squares();
            return isStraight && Trend.score(hours.asSampled(48)) > 3.5 ? Pace.of(sorted, DAY) : null;
        }
    },
    /**
     * Nearly three days, each above the one before by about as much at every hour: looks through a load that follows the
     * day. The six hours that it does not wait for are not needed for that.
     */
    THREE_DAYS(66) {
        @Override
        @Nullable
        Pace pace(Hours hours) {
            double[] values = hours.last(66);
            if (values.length == 0) {
                return null;
            }
            double[] daily = Numbers.differences(values, DAY);
            double first = Numbers.median(daily, 0, 21);
            double second = Numbers.median(daily, 21, 42);
            Arrays.sort(daily);
            double middle = Numbers.ofSorted(daily, 0.5);
            // Steps on three days in a row would do as much, but not at nearly all hours for twelve hours on end.
            boolean isSteady = Math.min(first, second) > SMALLEST_GROWTH * Numbers.median(values)
                    && !isSlowingDown(second / first, 0.75)
                    && Numbers.ofSorted(daily, 0.05) > 0.5 * middle
                    && Numbers.ofSorted(daily, 0.95) < 1.5 * middle
                    && isCarried(values, middle);
            return isSteady ? Pace.of(daily, DAY) : null;
        }
    },
    /** Five days that grow alike; for leaks too slow to be told from noise in three. */
    FIVE_DAYS(120) {
        @Override
        @Nullable
        Pace pace(Hours hours) {
            double[] values = hours.last(120);
            if (values.length == 0) {
                return null;
            }
            double[] daily = Numbers.differences(values, DAY);
            double[] steps = new double[4];
            for (int day = 0; day < steps.length; day++) {
                steps[day] = Numbers.median(daily, day * DAY, (day + 1) * DAY);
            }
            double middle = Numbers.median(steps);
            double level = Numbers.median(values);
            for (double step : steps) {
                if (step < 0.4 * middle || step > 1.8 * middle || step < 0.02 * level) {
                    return null;
                }
            }
            boolean isSlowing = isSlowingDown((steps[2] + steps[3]) / (steps[0] + steps[1]), 0.75);
            Arrays.sort(daily);
            boolean isSteady = !isSlowing && Numbers.ofSorted(daily, 0.1) > 0 && isCarried(values, middle);
            return isSteady ? Pace.of(daily, DAY) : null;
        }
    },
    /** Six collections or more, over two days at least, each leaving more than the one before. */
    FEW_COLLECTIONS(0) {
        @Override
        @Nullable
        Pace pace(Hours hours) {
            List<Hours.Block> blocks = hours.blocks(LiveSets.HOURS);
            int last = blocks.size() - 1;
            int first = last - FEWEST + 1;
            if (first < 0 || hours.blocks(48).size() > 16) {
                return null;
            }
            while (first > 0 && blocks.get(last).hour() - blocks.get(first).hour() < 48) {
                first--;
            }
            List<Hours.Block> run = blocks.subList(first, last + 1);
            double growth = run.get(run.size() - 1).bytes() - run.get(0).bytes();
            double span = run.get(run.size() - 1).hour() - run.get(0).hour();
            if (span < 48 || growth < 0.08 * run.get(0).bytes()) {
                return null;
            }
            double[] rates = new double[run.size() - 1];
            for (int i = 0; i < rates.length; i++) {
                double rise = run.get(i + 1).bytes() - run.get(i).bytes();
                double line = run.get(0).bytes()
                        + growth * (run.get(i + 1).hour() - run.get(0).hour()) / span;
                if (rise <= 0 || rise > 0.5 * growth || Math.abs(run.get(i + 1).bytes() - line) > 0.2 * growth) {
                    return null;
                }
                rates[i] = rise / (run.get(i + 1).hour() - run.get(i).hour());
            }
            Arrays.sort(rates);
            return Pace.of(rates, 1);
        }
    };

    private static final int DAY = 24;
    private static final int FEWEST = 6;
    private static final double SMALLEST_GROWTH = 0.04;

    private final int window;

    SteadyGrowth(int window) {
        this.window = window;
    }

    /** Bytes an hour by the window's own differences. */
    record Pace(double low, double middle, double high) {
        private static Pace of(double[] sorted, double hours) {
            return new Pace(
                    Math.max(0, Numbers.ofSorted(sorted, 0.1) / hours),
                    Numbers.ofSorted(sorted, 0.5) / hours,
                    Numbers.ofSorted(sorted, 0.9) / hours);
        }
    }

    /** How fast it grows, when the window that ends here grows steadily; otherwise null. */
    abstract @Nullable Pace pace(Hours hours);

    /** Hours of the window; 0 when it is as long as it takes. */
    int window() {
        return window;
    }

    /** A cache that fills slows down; a leak does not. */
    private static boolean isSlowingDown(double laterOverEarlier, double least) {
        return !(laterOverEarlier >= least);
    }

    /** A saw of nearly a day looks higher at the same hour of each day, while nothing grows. */
    private static boolean isCarried(double[] values, double daily) {
        return StraightLine.through(values).perHour() > 0.5 * daily / DAY;
    }

    private static double largestShift(double[] values) {
        double largest = 0;
        for (double shift : Numbers.differences(values, 3)) {
            largest = Math.max(largest, Math.abs(shift));
        }
        return largest;
    }
}
