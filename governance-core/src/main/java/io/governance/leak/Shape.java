package io.governance.leak;

import io.governance.leak.LeakVerdict.Kind;
import java.util.Arrays;

/** What a live set looks like that neither leaks nor is about to reach its limit. */
final class Shape {
    private static final int DAY = 24;
    private static final int LONGEST = 48;
    private static final int SHORTEST = 12;
    private static final double SMALL = 0.05;
    private static final double VISIBLE = 0.08;

    private Shape() {}

    static LeakVerdict of(Hours hours, double level) {
        int window = Math.min(LONGEST, hours.known());
        double[] values = window < SHORTEST ? Hours.TOO_FEW : hours.last(window);
        if (values.length == 0) {
            return fromFew(hours, level);
        }
        double middle = Numbers.median(values);
        if (width(values) < VISIBLE * middle) {
            return still(hours, level, window);
        }
        if (isDiurnal(values, middle)) {
            return Words.diurnal(hours, level, width(values), window);
        }
        SingleStep step = SingleStep.through(values);
        if (isStep(values, step, middle)) {
            return Words.step(hours, level, step, window);
        }
        if (turns(values, 0.1 * middle) >= 4) {
            return Words.saw(hours, level, width(values), window);
        }
        double[] thirds = thirds(values);
        double growth = thirds[2] - thirds[0];
        if (growth > SMALL * middle && thirds[2] - thirds[1] < 0.7 * (thirds[1] - thirds[0])) {
            return Words.filling(hours, level, plateau(thirds), window);
        }
        boolean isRecent = isGrowing(hours, SHORTEST) && isGrowing(hours.earlier(1), SHORTEST);
        if (isRecent || isGrowing(hours, window)) {
            return growing(hours, level, isRecent ? SHORTEST : window);
        }
        return still(hours, level, window);
    }

    /** Too few collections for a window without gaps: they may still show that nothing moves. */
    private static LeakVerdict fromFew(Hours hours, double level) {
        double[] values = hours.blocks(LiveSets.HOURS).stream()
                .mapToDouble(Hours.Block::bytes)
                .toArray();
        return Numbers.range(values) < 2 * VISIBLE * Numbers.median(values)
                ? still(hours, level, hours.known())
                : Words.noEvidence(hours, false);
    }

    /** A heap chart that swings widely over a live set that stands still is what people take for a leak. */
    private static LeakVerdict still(Hours hours, double level, int window) {
        double peak = hours.peak(window);
        return peak > 1.5 * level && peak > 0.5 * hours.limit()
                ? Words.garbage(hours, level, peak, window)
                : Words.stationary(hours, level, window);
    }

    /** Mann and Kendall. Fires on fills and days as well, so it claims nothing but growth. */
    private static boolean isGrowing(Hours hours, int window) {
        double[] values = hours.asSampled(window);
        if (values.length == 0) {
            return false;
        }
        double growth = StraightLine.through(values).perHour() * window;
        return growth > SMALL * Numbers.median(values) && Trend.score(values) > 3;
    }

    private static LeakVerdict growing(Hours hours, double level, int window) {
        Trend.Slope slope = Trend.slope(hours.last(window));
        return Words.growing(
                Kind.GROWTH,
                hours,
                level,
                slope.middle(),
                LeakVerdict.TimeLeft.of(
                        hours.limit() - level, hours.limit() - level, slope.low(), slope.middle(), slope.high()),
                window);
    }

    /** Two days that move alike around means that hardly differ. */
    private static boolean isDiurnal(double[] values, double middle) {
        if (values.length < 2 * DAY) {
            return false;
        }
        double[] first = Arrays.copyOfRange(values, 0, DAY);
        double[] second = Arrays.copyOfRange(values, DAY, 2 * DAY);
        double firstMean = Arrays.stream(first).average().orElseThrow();
        double secondMean = Arrays.stream(second).average().orElseThrow();
        double products = 0;
        double firstSquares = 0;
        double secondSquares = 0;
        for (int i = 0; i < DAY; i++) {
            products += (first[i] - firstMean) * (second[i] - secondMean);
            firstSquares += (first[i] - firstMean) * (first[i] - firstMean);
            secondSquares += (second[i] - secondMean) * (second[i] - secondMean);
        }
        double swing = Math.min(width(first), width(second));
        return swing > VISIBLE * middle
                && products > 0.6 * Math.sqrt(firstSquares * secondSquares)
                && Math.abs(secondMean - firstMean) < 0.3 * swing;
    }

    private static boolean isStep(double[] values, SingleStep step, double middle) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return step.height() > SMALL * middle
                && step.squares() < 0.3 * squares
                && step.squares() < 0.5 * StraightLine.through(values).squares();
    }

    /** How often a rise or fall of this height turns into the opposite. */
    private static int turns(double[] values, double height) {
        int turns = 0;
        int direction = 0;
        double extreme = values[0];
        for (double value : values) {
            boolean falls = direction >= 0 && value < extreme - height;
            boolean rises = direction <= 0 && value > extreme + height;
            if (falls || rises) {
                turns += direction == 0 ? 0 : 1;
                direction = rises ? 1 : -1;
                extreme = value;
            } else if (direction > 0) {
                extreme = Math.max(extreme, value);
            } else if (direction < 0) {
                extreme = Math.min(extreme, value);
            }
        }
        return turns;
    }

    private static double[] thirds(double[] values) {
        int n = values.length;
        return new double[] {
            Numbers.median(values, 0, n / 3),
            Numbers.median(values, n / 3, n - n / 3),
            Numbers.median(values, n - n / 3, n)
        };
    }

    /** Where it will end: Aitken's delta-squared on the medians of three thirds. */
    private static double plateau(double[] thirds) {
        double first = thirds[1] - thirds[0];
        double second = Math.max(0, thirds[2] - thirds[1]);
        return thirds[2] + second * second / (first - second);
    }

    /** From the lowest to the highest value, less one in twenty at either end. */
    private static double width(double[] values) {
        return Numbers.quantile(values, 0.95) - Numbers.quantile(values, 0.05);
    }
}
