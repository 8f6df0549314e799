package io.governance.judge;

import io.governance.measure.Signal;
import org.jspecify.annotations.Nullable;

/**
 * A value held against the policy.
 *
 * @param signal what was measured
 * @param subject the operation or resource it was measured of
 * @param value in the signal's unit; {@code NaN} when there is too little data, or the figure is an impossible one
 * @param samples how many calls, look-ups or readings it was computed from
 * @param level how it stands against the policy
 * @param held the level that it would not yet leave: at or above {@code level}, since a level is left only well within
 *     its line
 * @param problem why the figure is an impossible one, such as {@code -3.0 is negative}; null when it is not
 */
public record Reading(
        Signal signal,
        String subject,
        double value,
        long samples,
        Level level,
        Level held,
        @Nullable String problem) {

    /** Makes a reading that would leave no other level than its own. */
    public Reading(Signal signal, String subject, double value, long samples, Level level) {
        this(signal, subject, value, samples, level, level, null);
    }

    /** Holds a value against lines; an impossible one is no data, never a healthy value. */
    static Reading of(Signal signal, String subject, double value, long samples, Policy policy) {
        String problem = samples < 0 ? samples + " samples are negative" : impossible(signal, value);
        boolean isEnough = samples >= policy.minimumSamples() || (signal == Signal.MEMORY && samples > 0);
        if (problem != null && (isEnough || !Double.isNaN(value))) {
            return new Reading(signal, subject, Double.NaN, samples, Level.NO_DATA, Level.NO_DATA, problem);
        }
        if (!isEnough) {
            return new Reading(signal, subject, Double.NaN, samples, Level.NO_DATA);
        }
        Threshold lines = policy.threshold(signal, subject);
        Level held = lines.eased(policy.hysteresis().leaveBelow()).judge(value);
        return new Reading(signal, subject, value, samples, lines.judge(value), held, null);
    }

    /** A processor share may be above 1, since a container's quota may be exceeded for a moment. */
    private static @Nullable String impossible(Signal signal, double value) {
        if (Double.isNaN(value)) {
            return "it is not a number";
        }
        if (value < 0) {
            return value + " is negative";
        }
        boolean isPartOfAWhole = signal.unit() == Signal.Unit.RATIO && signal != Signal.CPU;
        if (value >= Threshold.TOO_LARGE || (isPartOfAWhole && value > 1)) {
            return value + (isPartOfAWhole ? " is more than all" : " is too large to be a count");
        }
        return null;
    }

    /** Returns the value with its unit, for people. */
    public String inWords() {
        return Double.isNaN(value) ? "no data" : Figures.format(signal, value);
    }

    /** Returns the name of the meter that shows this reading, such as {@code governance.judged.response.time}. */
    public String meter() {
        return "governance.judged." + signal.key().replace('-', '.');
    }

    /** Returns the unit of that meter: seconds, bytes, ratio; empty for a count. */
    public String meterUnit() {
        return Meters.unit(signal);
    }

    /** Returns the value in the unit of that meter. */
    public double meterValue() {
        return value / Meters.scale(signal);
    }
}
