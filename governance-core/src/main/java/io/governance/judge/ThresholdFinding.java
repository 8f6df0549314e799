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
        String value = format(signal, reading.value());
        String line = format(signal, threshold.line(reading.level()));
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("value", value);
        evidence.put("line", line);
        evidence.put("samples", Long.toString(reading.samples()));
        return new Finding(
                signal.name(),
                reading.subject(),
                reading.level(),
                signal.key().replace('-', ' ') + " of " + reading.subject() + " is " + value + ", "
                        + (signal.isLowerWorse() ? "below" : "beyond") + " the "
                        + reading.level().name().toLowerCase(Locale.ROOT) + " line of " + line,
                null,
                evidence,
                remedy,
                DependencyKind.of(signal));
    }

    /** A value with its unit, for people. */
    static String format(Signal signal, double value) {
        return switch (signal.unit()) {
            case NANOSECONDS -> String.format(Locale.ROOT, "%.1f ms", value / 1e6);
            case BYTES -> String.format(Locale.ROOT, "%.0f MB", value / (1 << 20));
            case COUNT -> String.format(Locale.ROOT, "%.0f", value);
            case RATIO -> String.format(Locale.ROOT, "%.2f %%", value * 100);
        };
    }
}
