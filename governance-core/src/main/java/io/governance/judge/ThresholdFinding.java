package io.governance.judge;

import io.governance.measure.Signal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says in words that a value is beyond a line of the policy. */
final class ThresholdFinding {
    private ThresholdFinding() {}

    static Finding of(Reading reading, Threshold threshold, String remedy) {
        Signal signal = reading.signal();
        String value = Figures.format(signal, reading.value());
        String line = Figures.format(signal, threshold.line(reading.level()));
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("value", value);
        evidence.put("line", line);
        evidence.put("samples", Long.toString(reading.samples()));
        return new Finding(
                signal.name(),
                reading.subject(),
                reading.level(),
                Figures.name(signal) + " of " + reading.subject() + " is " + value + ", "
                        + (signal.isLowerWorse() ? "below" : "beyond") + " the "
                        + reading.level().name().toLowerCase(Locale.ROOT) + " line of " + line,
                null,
                evidence,
                remedy,
                DependencyKind.of(signal));
    }
}
