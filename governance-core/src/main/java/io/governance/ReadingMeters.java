package io.governance;

import io.governance.judge.Examination;
import io.governance.judge.Reading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows to Micrometer every value that was held against the policy, as it was judged: what rules for Prometheus stand on.
 * Not a number means no data. For one thread.
 */
final class ReadingMeters {
    static final int LIMIT = 10_000;

    private static final class Shown {
        volatile double value = Double.NaN;
        long seenIn;

        double value() {
            return value;
        }
    }

    private final MeterRegistry registry;
    private final Complaints complaints;
    private final Map<String, Shown> shown = new HashMap<>();
    private long examinations;

    ReadingMeters(MeterRegistry registry, Complaints complaints) {
        this.registry = registry;
        this.complaints = complaints;
    }

    /** Complains of impossible figures; what is no longer read is no longer known. */
    void show(Examination latest) {
        examinations++;
        for (Reading reading : latest.readings()) {
            String problem = reading.problem();
            if (problem != null) {
                complaints.add("the " + reading.signal().key() + " of " + reading.subject() + " cannot be: " + problem);
            }
            String key = reading.meter() + "/" + reading.subject();
            Shown meter = shown.get(key);
            if (meter == null) {
                if (shown.size() >= LIMIT) {
                    complaints.add("more than " + LIMIT + " readings: " + key + " is judged but not shown as a meter");
                    continue;
                }
                meter = register(reading);
                shown.put(key, meter);
            }
            meter.value = reading.meterValue();
            meter.seenIn = examinations;
        }
        shown.values().stream()
                .filter(meter -> meter.seenIn != examinations)
                .forEach(meter -> meter.value = Double.NaN);
    }

    private Shown register(Reading reading) {
        Shown made = new Shown();
        Gauge.builder(reading.meter(), made, Shown::value)
                .tag("subject", reading.subject())
                .description("as it was judged; not a number when there is no data")
                .baseUnit(reading.meterUnit().isEmpty() ? null : reading.meterUnit())
                .register(registry);
        return made;
    }
}
