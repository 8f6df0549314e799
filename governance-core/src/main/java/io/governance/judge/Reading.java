package io.governance.judge;

import io.governance.measure.Signal;

/**
 * A value held against the policy.
 *
 * @param signal what was measured
 * @param subject the operation or resource it was measured of
 * @param value in the signal's unit; {@code NaN} when there is too little data
 * @param samples how many calls, look-ups or readings it was computed from
 * @param level how it stands against the policy
 */
public record Reading(Signal signal, String subject, double value, long samples, Level level) {
    /** Returns the value with its unit, for people. */
    public String inWords() {
        return Double.isNaN(value) ? "no data" : ThresholdFinding.format(signal, value);
    }
}
