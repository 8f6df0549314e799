package io.governance.judge;

import io.governance.measure.Signal;

/** How readings are shown to Micrometer, and what its registry for Prometheus calls them. */
final class Meters {
    private Meters() {}

    static String unit(Signal signal) {
        return switch (signal.unit()) {
            case NANOSECONDS -> "seconds";
            case BYTES -> "bytes";
            case COUNT -> "";
            case RATIO -> "ratio";
        };
    }

    static double scale(Signal signal) {
        return signal.unit() == Signal.Unit.NANOSECONDS ? 1e9 : 1;
    }

    /** Dots become underscores, and the unit comes last. */
    static String inPrometheus(Signal signal) {
        String unit = unit(signal);
        return "governance_judged_" + signal.key().replace('-', '_') + (unit.isEmpty() ? "" : "_" + unit);
    }
}
