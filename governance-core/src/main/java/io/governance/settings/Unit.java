package io.governance.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a value of a setting is written: {@code 3s}, {@code 512MB}, {@code 75%}. Immutable, thread-safe.
 *
 * @param <T> the value in code
 */
public final class Unit<T> {
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,30}(?:\\.[0-9]{1,30})?)\\s*([a-zA-Z%]*)");
    private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Map<String, BigDecimal> TIMES = new Factors()
            .with("d", 86_400_000_000_000L)
            .with("h", 3_600_000_000_000L)
            .with("m", 60_000_000_000L)
            .with("s", 1_000_000_000L)
            .with("ms", 1_000_000L)
            .with("ns", 1)
            .all;
    private static final Map<String, BigDecimal> SIZES = new Factors()
            .with("GB", 1L << 30)
            .with("MB", 1L << 20)
            .with("KB", 1L << 10)
            .with("B", 1)
            .all;
    private static final Map<String, BigDecimal> PLAIN = new Factors().with("", 1).all;
    private static final Map<String, BigDecimal> SHARES = Map.of("", BigDecimal.ONE, "%", new BigDecimal("0.01"));
    private static final Duration MOST = Duration.ofNanos(Long.MAX_VALUE);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** A time: {@code 3s}, {@code 1500ms}, {@code 24h}, {@code 20ns}. */
    public static final Unit<Duration> DURATION = new Unit<>(
            "a duration such as 3s or 1500ms",
            text -> number(text, TIMES).map(nanos -> Duration.ofNanos(round(nanos))),
            Unit::time);

    /** A size in bytes: {@code 512MB}. */
    public static final Unit<Long> BYTES = new Unit<>(
            "a size such as 512MB or 3GB", text -> number(text, SIZES).map(Unit::round), bytes -> whole(bytes, SIZES));

    /** A count. */
    public static final Unit<Long> WHOLE = new Unit<>(
            "a whole number",
            text -> number(text, PLAIN)
                    .filter(number -> number.stripTrailingZeros().scale() <= 0)
                    .map(Unit::round),
            number -> Long.toString(number));

    /** A share of 0 to 1, also written as {@code 75%}. */
    public static final Unit<Double> SHARE = new Unit<>(
            "a share such as 75% or 0.75", text -> number(text, SHARES).map(BigDecimal::doubleValue), Unit::percent);

    /** Yes or no. */
    public static final Unit<Boolean> FLAG = new Unit<>(
            "true or false",
            text -> text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty(),
            flag -> Boolean.toString(flag));

    /** Words, taken as they are. */
    public static final Unit<String> TEXT =
            new Unit<>("some text", text -> text.isBlank() ? Optional.empty() : Optional.of(text), Function.identity());

    private final String expected;
    private final Function<String, Optional<T>> reading;
    private final Function<T, String> writing;

    private Unit(String expected, Function<String, Optional<T>> reading, Function<T, String> writing) {
        this.expected = expected;
        this.reading = reading;
        this.writing = writing;
    }

    /** Returns what a value looks like, for error messages and documents. */
    public String expected() {
        return expected;
    }

    /** Returns the value that a text stands for; empty when it is not of this unit, or too large to be counted. */
    public Optional<T> read(String text) {
        return reading.apply(text.strip());
    }

    /** Returns a value as it would be written in a settings file. */
    public String write(T value) {
        return writing.apply(value);
    }

    /** Returns the same writing for another type in code. */
    public <R> Unit<R> as(Function<T, R> read, Function<R, T> write) {
        return new Unit<>(expected, text -> read(text).map(read), value -> write(write.apply(value)));
    }

    /**
     * Returns the same writing for another type in code that does not have every value.
     *
     * @param only what a value has to look like
     */
    public <R> Unit<R> within(String only, Function<T, Optional<R>> read, Function<R, T> write) {
        return new Unit<>(only, text -> read(text).flatMap(read), value -> write(write.apply(value)));
    }

    /** Returns a unit of a few words: the names of an enum's constants in lower case, with hyphens. */
    public static <E extends Enum<E>> Unit<E> oneOf(Class<E> type) {
        Map<String, E> names = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            names.put(word(constant), constant);
        }
        return new Unit<>(
                "one of " + String.join(", ", names.keySet()),
                text -> Optional.ofNullable(names.get(text)),
                Unit::word);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<BigDecimal> number(String text, Map<String, BigDecimal> factors) {
        Matcher matcher = NUMBER.matcher(text);
        BigDecimal factor = matcher.matches() ? factors.get(matcher.group(2)) : null;
        return factor == null
                ? Optional.empty()
                : Optional.of(new BigDecimal(matcher.group(1)).multiply(factor))
                        .filter(number -> number.compareTo(LONGEST) <= 0);
    }

    private static String percent(double share) {
        return Double.isFinite(share)
                ? BigDecimal.valueOf(share)
                                .multiply(HUNDRED)
                                .setScale(8, RoundingMode.HALF_EVEN)
                                .stripTrailingZeros()
                                .toPlainString()
                        + "%"
                : Double.toString(share);
    }

    private static long round(BigDecimal number) {
        return number.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** What is too long to be counted in nanoseconds can be given in code only, and is written so that it can be read. */
    private static String time(Duration time) {
        return time.compareTo(MOST) > 0 || time.compareTo(MOST.negated()) < 0
                ? time.toSeconds() + "s"
                : whole(time.toNanos(), TIMES);
    }

    /** In the largest unit that leaves no remainder; nothing at all in the smallest one. */
    private static String whole(long value, Map<String, BigDecimal> factors) {
        String unit = "";
        for (Map.Entry<String, BigDecimal> factor : factors.entrySet()) {
            long size = factor.getValue().longValueExact();
            unit = factor.getKey();
            if (value != 0 && value % size == 0) {
                return value / size + unit;
            }
        }
        return value + unit;
    }

    /** Factors by unit, the largest first. */
    private static final class Factors {
        final Map<String, BigDecimal> all = new LinkedHashMap<>();

        Factors with(String unit, long factor) {
            all.put(unit, BigDecimal.valueOf(factor));
            return this;
        }
    }
}
