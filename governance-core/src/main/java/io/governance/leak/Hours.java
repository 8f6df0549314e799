package io.governance.leak;

import java.util.ArrayList;
import java.util.List;

/** The history as it was at the end of some hour: what every test looks at. */
final class Hours {
    /** A gap up to this long is filled along a straight line; a longer one means that the window says nothing. */
    private static final int LONGEST_GAP = 3;

    static final double[] TOO_FEW = {};

    /** The smallest sample of one hour. */
    record Block(long hour, double bytes) {}

    private final LiveSets sets;
    private final long end;

    /** @param end the first hour that is not looked at */
    Hours(LiveSets sets, long end) {
        this.sets = sets;
        this.end = end;
    }

    Hours earlier(int hours) {
        return new Hours(sets, end - hours);
    }

    double limit() {
        return sets.limitBytes();
    }

    /** Hours from the first sample on. */
    int known() {
        return sets.isEmpty() ? 0 : (int) Math.max(0, Math.min(LiveSets.HOURS, end - sets.firstHour()));
    }

    long samples(int hours) {
        return sets.samples(end - hours, end);
    }

    /** Blocks that have a sample, in the last so many hours. */
    List<Block> blocks(int hours) {
        List<Block> blocks = new ArrayList<>();
        for (long hour = end - Math.min(hours, known()); hour < end; hour++) {
            if (sets.hasSample(hour)) {
                blocks.add(new Block(hour, sets.lowest(hour)));
            }
        }
        return blocks;
    }

    /** Live bytes at the last so many hours, {@link #TOO_FEW} when not known for all of them; smoothed. */
    double[] last(int hours) {
        return smoothed(asSampled(hours));
    }

    /** The same without smoothing, which would feign a memory of its own to whoever looks for one. */
    double[] asSampled(int hours) {
        if (hours > known()) {
            return TOO_FEW;
        }
        double[] values = new double[hours];
        int filled = 0;
        for (int i = 0; i < hours; i++) {
            long hour = end - hours + i;
            if (sets.hasSample(hour)) {
                values[i] = sets.lowest(hour);
                if (i - filled > LONGEST_GAP) {
                    return TOO_FEW;
                }
                fill(values, filled, i);
                filled = i + 1;
            }
        }
        if (filled == 0 || hours - filled > LONGEST_GAP) {
            return TOO_FEW;
        }
        fill(values, filled, hours);
        return values;
    }

    /**
     * Each value but the first and last is the median of three (Tukey): an hour that stands out alone is one whose
     * collections left garbage, or came before promotion; steps and slopes stay as they are.
     */
    private static double[] smoothed(double[] values) {
        double[] smooth = values.clone();
        for (int i = 1; i < values.length - 1; i++) {
            double low = Math.min(values[i - 1], values[i + 1]);
            double high = Math.max(values[i - 1], values[i + 1]);
            smooth[i] = Math.max(low, Math.min(high, values[i]));
        }
        return smooth;
    }

    /** Fills from one index up to, without, another, between the known neighbours. */
    private static void fill(double[] values, int from, int until) {
        for (int i = from; i < until; i++) {
            if (from == 0) {
                values[i] = values[until];
            } else if (until == values.length) {
                values[i] = values[from - 1];
            } else {
                double share = (double) (i - from + 1) / (until - from + 1);
                values[i] = values[from - 1] + share * (values[until] - values[from - 1]);
            }
        }
    }

    /** The largest of the hours' live bytes, of the last so many hours. */
    double highest(int hours) {
        return blocks(hours).stream().mapToDouble(Block::bytes).max().orElse(Double.NaN);
    }

    /** What the heap held before collections in the last so many hours, the median of the hours' peaks. */
    double peak(int hours) {
        double[] peaks = blocks(hours).stream()
                .mapToDouble(block -> sets.peak(block.hour()))
                .toArray();
        return peaks.length == 0 ? 0 : Numbers.quantile(peaks, 0.5);
    }
}
