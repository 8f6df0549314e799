package io.governance.judge;

import io.governance.measure.Signal;
import java.util.Locale;

/** Values and lines in words, for people. */
final class Figures {
    private Figures() {}

    /** A value with its unit. */
    static String format(Signal signal, double value) {
        return switch (signal.unit()) {
            case NANOSECONDS -> String.format(Locale.ROOT, "%.1f ms", value / 1e6);
            case BYTES -> String.format(Locale.ROOT, "%.0f MB", value / (1 << 20));
            case COUNT -> String.format(Locale.ROOT, "%.0f", value);
            case RATIO -> String.format(Locale.ROOT, "%.2f %%", value * 100);
        };
    }

    static String name(Signal signal) {
        return signal.key().replace('-', ' ');
    }

    /** What has to be done about a level. */
    static String duty(Level level) {
        return switch (level) {
            case INFO -> "beyond this: monitor and plan";
            case WARNING -> "beyond this: act within 24 hours";
            case CRITICAL -> "beyond this: act at once";
            case NO_DATA, ACCEPTABLE, NOT_ACCEPTABLE -> "no alert";
        };
    }

    /** Which statistic of a signal is held against its lines (decision 3 of the design). */
    static String statistic(Signal signal) {
        return switch (signal) {
            case RESPONSE_TIME, QUERIES -> "95th percentile of the calls in the window";
            case ERROR_RATE -> "failed or refused calls over all in the window";
            case CACHE_HIT_RATE -> "hits over look-ups in five minutes";
            case CPU -> "mean of five minutes, as a share of what the process may use";
            case MEMORY -> "resident set now";
            case CONNECTION_POOL -> "connections in use; exhausted with callers waiting is 100 %";
            case CPU_TIME, ALLOCATION, PAYLOAD -> "not judged";
        };
    }
}
