package io.governance.judge;

import io.governance.measure.Signal;
import java.util.EnumMap;
import java.util.Map;

/**
 * The lines of the policy for one signal, in the signal's unit. A line that is absent is never crossed.
 *
 * @param signal what is judged
 * @param acceptable the last acceptable value ({@code NaN}: everything below the first line is acceptable)
 * @param info beyond this: monitor and plan
 * @param warning beyond this: act within 24 hours
 * @param critical beyond this: act at once
 * @param isInclusive whether a value on the line is already beyond it
 */
public record Threshold(
        Signal signal, double acceptable, double info, double warning, double critical, boolean isInclusive) {

    /** A figure as large as this has overflowed on its way. */
    static final double TOO_LARGE = Long.MAX_VALUE;

    /** Returns the level of a value; {@link Level#NO_DATA} when it is {@code NaN}. */
    public Level judge(double value) {
        if (Double.isNaN(value)) {
            return Level.NO_DATA;
        }
        if (isBeyond(value, critical)) {
            return Level.CRITICAL;
        }
        if (isBeyond(value, warning)) {
            return Level.WARNING;
        }
        if (isBeyond(value, info)) {
            return Level.INFO;
        }
        return isBeyond(value, acceptable) ? Level.NOT_ACCEPTABLE : Level.ACCEPTABLE;
    }

    private boolean isBeyond(double value, double line) {
        if (Double.isNaN(line)) {
            return false;
        }
        double distance = signal.isLowerWorse() ? line - value : value - line;
        return isInclusive ? distance >= 0 : distance > 0;
    }

    /** Returns the line of a level; {@code NaN} where there is none. */
    public double line(Level level) {
        return lines().getOrDefault(level, Double.NaN);
    }

    Map<Level, Double> lines() {
        Map<Level, Double> lines = new EnumMap<>(Level.class);
        lines.put(Level.ACCEPTABLE, acceptable);
        lines.put(Level.INFO, info);
        lines.put(Level.WARNING, warning);
        lines.put(Level.CRITICAL, critical);
        return lines;
    }

    Threshold with(Level level, double value) {
        Map<Level, Double> moved = lines();
        moved.put(level, value);
        return of(moved);
    }

    private Threshold of(Map<Level, Double> lines) {
        return new Threshold(
                signal,
                lines.getOrDefault(Level.ACCEPTABLE, Double.NaN),
                lines.getOrDefault(Level.INFO, Double.NaN),
                lines.getOrDefault(Level.WARNING, Double.NaN),
                lines.getOrDefault(Level.CRITICAL, Double.NaN),
                isInclusive);
    }

    /**
     * Returns the lines that a value has to come back behind before its level is left: a share of the lines, such as
     * 90 %. Where lower is worse the lines rise as much, but never more than halfway to 100 %: a level entered below 50 %
     * is left above 55.6 %.
     */
    public Threshold eased(double share) {
        Map<Level, Double> eased = lines();
        eased.replaceAll((level, line) -> ease(line, share));
        return of(eased);
    }

    /** Whole nanoseconds and bytes stay whole, so that they can be counted exactly. */
    private double ease(double line, double share) {
        if (signal.isLowerWorse()) {
            return share < 1 ? Math.min(line / share, (1 + line) / 2) : line;
        }
        return switch (signal.unit()) {
            case NANOSECONDS, BYTES -> Math.floor(share * line);
            case COUNT, RATIO -> share * line;
        };
    }
}
