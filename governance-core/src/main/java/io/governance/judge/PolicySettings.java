package io.governance.judge;

import io.governance.measure.Signal;
import io.governance.measure.Window;
import io.governance.settings.Setting;
import io.governance.settings.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every setting of the policy, with the protocol's numbers (P8) as defaults. */
final class PolicySettings {
    static final List<Level> LEVELS = List.of(Level.ACCEPTABLE, Level.INFO, Level.WARNING, Level.CRITICAL);

    /** What an operation may have lines of its own for. */
    static final List<Signal> OF_OPERATIONS = List.of(Signal.RESPONSE_TIME, Signal.ERROR_RATE, Signal.QUERIES);

    private static final double SECOND = 1e9;
    private static final double GIGABYTE = 1L << 30;
    private static final double NONE = Double.NaN;

    static final List<Threshold> PROTOCOL = List.of(
            new Threshold(Signal.RESPONSE_TIME, 1.5 * SECOND, 2 * SECOND, 3 * SECOND, 5 * SECOND, false),
            new Threshold(Signal.MEMORY, 2 * GIGABYTE, 2 * GIGABYTE, 3 * GIGABYTE, 4 * GIGABYTE, false),
            new Threshold(Signal.CPU, 0.60, 0.60, 0.75, 0.90, false),
            new Threshold(Signal.QUERIES, NONE, 5, NONE, NONE, true),
            new Threshold(Signal.CACHE_HIT_RATE, 0.70, 0.70, 0.50, NONE, false),
            new Threshold(Signal.ERROR_RATE, 0.001, 0.001, 0.005, 0.01, false),
            new Threshold(Signal.CONNECTION_POOL, NONE, NONE, NONE, 1.0, true));

    static final Setting<Long> MINIMUM_SAMPLES = Setting.of(
                    "governance.minimum-samples",
                    Unit.WHOLE,
                    20L,
                    "how many samples a ratio or quantile needs before it is judged")
            .where("1 or more", samples -> samples >= 1);

    static final Setting<Window> WINDOW = Setting.of(
            "governance.window",
            Unit.DURATION.within("1m, 5m or 1h", PolicySettings::window, Window::length),
            Window.FIVE_MINUTES,
            "the period that operations are judged over; with too few samples in it 5m, then 1h");

    static final Setting<Long> ENTER_AFTER = Setting.of(
                    "governance.hysteresis.enter-after",
                    Unit.WHOLE,
                    2L,
                    "a level is believed after so many bad examinations (N)")
            .where("1 to 60", PolicySettings::isFew);

    static final Setting<Long> ENTER_OF = Setting.of(
                    "governance.hysteresis.enter-of", Unit.WHOLE, 3L, "among so many of the last (M)")
            .where("1 to 60", PolicySettings::isFew);

    static final Setting<Long> LEAVE_AFTER = Setting.of(
                    "governance.hysteresis.leave-after",
                    Unit.WHOLE,
                    3L,
                    "a level is left after so many good examinations in a row (K)")
            .where("1 to 60", PolicySettings::isFew);

    static final Setting<Double> LEAVE_BELOW = Setting.of(
                    "governance.hysteresis.leave-below",
                    Unit.SHARE,
                    0.9,
                    "good is what stays within this share of the line")
            .where("more than 0% and at most 100%", share -> share > 0 && share <= 1);

    static final Setting<Duration> EVERY = Setting.of(
                    "governance.hysteresis.every",
                    Unit.DURATION,
                    Duration.ofSeconds(5),
                    "how often an examination counts for alerts; what is measured moves every 5 s")
            .where("1s to 2m in whole milliseconds", PolicySettings::isEvery);

    static final Setting<Double> OBJECTIVE = Setting.of(
                    "governance.error-budget.objective",
                    Unit.SHARE,
                    0.999,
                    "share of calls that have to succeed: what burn rates are held against")
            .where("more than 0% and less than 100%", share -> share > 0 && share < 1);

    static final Setting<Long> BUDGET_SAMPLES = Setting.of(
                    "governance.error-budget.minimum-samples",
                    Unit.WHOLE,
                    1_000L,
                    "how many calls the longer window of a burn rate needs")
            .where("1 or more", samples -> samples >= 1);

    private static final Map<Signal, Map<Level, Setting<Double>>> LINES = new EnumMap<>(Signal.class);
    private static final Map<Signal, Map<Level, Setting<Double>>> OPERATION_LINES = new EnumMap<>(Signal.class);

    static {
        for (Threshold threshold : PROTOCOL) {
            Signal signal = threshold.signal();
            LINES.put(signal, lines("governance.", threshold));
            if (OF_OPERATIONS.contains(signal)) {
                OPERATION_LINES.put(signal, lines("governance.operation.*.", withoutLines(threshold)));
            }
        }
    }

    private PolicySettings() {}

    /** The line of every operation and resource that has none of its own; null when there is no such setting. */
    static @Nullable Setting<Double> line(Signal signal, Level level) {
        return LINES.getOrDefault(signal, Map.of()).get(level);
    }

    static @Nullable Setting<Double> operationLine(Signal signal, Level level) {
        return OPERATION_LINES.getOrDefault(signal, Map.of()).get(level);
    }

    static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>();
        LINES.values().forEach(lines -> all.addAll(lines.values()));
        OPERATION_LINES.values().forEach(lines -> all.addAll(lines.values()));
        all.addAll(List.of(MINIMUM_SAMPLES, WINDOW));
        all.addAll(List.of(ENTER_AFTER, ENTER_OF, LEAVE_AFTER, LEAVE_BELOW, EVERY, OBJECTIVE, BUDGET_SAMPLES));
        return List.copyOf(all);
    }

    private static Map<Level, Setting<Double>> lines(String prefix, Threshold threshold) {
        Map<Level, Setting<Double>> lines = new EnumMap<>(Level.class);
        for (Level level : LEVELS) {
            Signal signal = threshold.signal();
            String key = prefix + signal.key() + "." + name(level);
            String description = Figures.name(signal)
                    + (prefix.contains("*") ? " of one operation: " : ": ")
                    + (level == Level.ACCEPTABLE ? "the last acceptable value" : Figures.duty(level));
            double line = threshold.line(level);
            lines.put(
                    level,
                    Double.isNaN(line)
                            ? Setting.optional(key, unit(signal), description)
                            : Setting.of(key, unit(signal), line, description));
        }
        return lines;
    }

    private static Threshold withoutLines(Threshold threshold) {
        return new Threshold(threshold.signal(), NONE, NONE, NONE, NONE, threshold.isInclusive());
    }

    static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** A value as it would be written in a settings file. */
    static String write(Signal signal, double value) {
        return unit(signal).write(value);
    }

    /** A number without needless digits. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static Unit<Double> unit(Signal signal) {
        return switch (signal.unit()) {
            case NANOSECONDS ->
                Unit.DURATION.as(time -> (double) time.toNanos(), nanos -> Duration.ofNanos(Math.round(nanos)));
            case BYTES -> Unit.BYTES.as(Long::doubleValue, Math::round);
            case COUNT -> Unit.WHOLE.as(Long::doubleValue, Math::round);
            case RATIO -> Unit.SHARE;
        };
    }

    private static boolean isEvery(Duration every) {
        return every.compareTo(Duration.ofSeconds(1)) >= 0
                && every.compareTo(Duration.ofMinutes(2)) <= 0
                && every.truncatedTo(ChronoUnit.MILLIS).equals(every);
    }

    private static boolean isFew(long count) {
        return count >= 1 && count <= 60;
    }

    private static Optional<Window> window(Duration length) {
        return Stream.of(Window.MINUTE, Window.FIVE_MINUTES, Window.HOUR)
                .filter(window -> window.length().equals(length))
                .findFirst();
    }
}
