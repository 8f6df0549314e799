package io.governance.audit;

import io.governance.flags.statistics.Verdict;
import io.governance.measure.Signal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes figures with their unit, with three significant digits, the same everywhere. */
final class Figures {
    /** What stands where nothing was measured. */
    static final String NONE = "no data";

    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private Figures() {}

    static String of(Signal.Unit unit, double value) {
        return switch (unit) {
            case NANOSECONDS -> nanos(value);
            case BYTES -> bytes(value);
            case COUNT -> count(value);
            case RATIO -> percent(value);
        };
    }

    static String nanos(double nanos) {
        return nanos < 1e6
                ? scaled(nanos, 1e3, "µs")
                : nanos < 1e9 ? scaled(nanos, 1e6, "ms") : scaled(nanos, 1e9, "s");
    }

    static String bytes(double bytes) {
        if (bytes < 1 << 10) {
            return scaled(bytes, 1, "B");
        }
        return bytes < 1 << 20
                ? scaled(bytes, 1 << 10, "kB")
                : bytes < 1 << 30 ? scaled(bytes, 1 << 20, "MB") : scaled(bytes, 1 << 30, "GB");
    }

    static String count(double count) {
        return Double.isNaN(count) ? NONE : digits(count);
    }

    static String percent(double ratio) {
        return Double.isNaN(ratio) ? NONE : digits(ratio * 100) + " %";
    }

    static String at(Instant at) {
        return AT.format(at);
    }

    /** As much of a moment as tells it from others within a span of time. */
    static String shortly(Instant at, Duration span) {
        String whole = at(at);
        return span.toMinutes() < 10
                ? whole.substring(11)
                : span.toHours() < 49 ? whole.substring(11, 16) : whole.substring(5, 10);
    }

    static String period(Instant from, Instant to) {
        return at(from) + " to " + at(to) + " UTC";
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 120) {
            return digits(duration.toMillis() / 1e3) + " s";
        }
        return seconds < 7_200
                ? digits(seconds / 60.0) + " min"
                : seconds < 172_800 ? digits(seconds / 3_600.0) + " h" : digits(seconds / 86_400.0) + " days";
    }

    static String range(Signal.Unit unit, Verdict.Range range) {
        return bound(unit, range.low()) + " to " + bound(unit, range.high());
    }

    private static String bound(Signal.Unit unit, double value) {
        return Double.isInfinite(value) ? "unbounded" : of(unit, value);
    }

    /** A factor of new over old as an improvement, the smaller one first: 0.2 to 0.3 is "70 % to 80 % less". */
    static String improvement(Verdict.Range factor) {
        if (Double.isInfinite(factor.high())) {
            return factor.low() <= 0 ? "nothing known yet" : "at most " + less(factor.low());
        }
        return less(factor.high()) + " to " + less(factor.low());
    }

    private static String less(double factor) {
        return factor <= 1 ? digits((1 - factor) * 100) + " % less" : digits((factor - 1) * 100) + " % more";
    }

    private static String scaled(double value, double unit, String name) {
        return Double.isNaN(value) ? NONE : digits(value / unit) + " " + name;
    }

    /** Three significant digits, more where the whole number has more, and no zeros at the end. */
    static String digits(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? NONE : "unbounded";
        }
        BigDecimal rounded = Math.abs(value) >= 100
                ? BigDecimal.valueOf(value).setScale(0, RoundingMode.HALF_EVEN)
                : BigDecimal.valueOf(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
