package io.governance.judge;

import io.governance.measure.Signal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code governance.*} settings into a policy; what is wrong with them is collected, never repaired. */
final class Settings {
    static final String PREFIX = "governance.";
    static final String MINIMUM_SAMPLES = PREFIX + "minimum-samples";
    private static final String WHOLE = "a whole number";
    private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*([a-zA-Z%]*)");
    private static final List<Level> LINES = List.of(Level.ACCEPTABLE, Level.INFO, Level.WARNING, Level.CRITICAL);

    private final Policy.Builder policy;
    private final String source;
    private final List<String> problems;

    Settings(Policy.Builder policy, String source, List<String> problems) {
        this.policy = policy;
        this.source = source;
        this.problems = problems;
    }

    static String key(Signal signal, Level level) {
        return PREFIX + signal.key() + "." + name(level);
    }

    static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** The settings among all variables of a process: unknown ones may belong to somebody else. */
    static Map<String, String> fromEnvironment(Map<String, String> variables) {
        Map<String, String> settings = new TreeMap<>();
        Stream.concat(Stream.of(MINIMUM_SAMPLES), keys()).forEach(key -> {
            String value =
                    variables.get(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
            if (value != null) {
                settings.put(key, value);
            }
        });
        return settings;
    }

    private static Stream<String> keys() {
        return Arrays.stream(Signal.values()).flatMap(signal -> LINES.stream().map(level -> key(signal, level)));
    }

    void read(Map<String, String> settings) {
        new TreeMap<>(settings).forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                read(key, value.strip());
            }
        });
    }

    private void read(String key, String value) {
        if (key.equals(MINIMUM_SAMPLES)) {
            double samples = whole(key, value);
            if (!Double.isNaN(samples)) {
                policy.minimumSamples((long) samples, source);
            }
            return;
        }
        for (Signal signal : Signal.values()) {
            for (Level level : LINES) {
                if (key.equals(key(signal, level))) {
                    double line = value(key, value, signal.unit());
                    if (!Double.isNaN(line)) {
                        policy.line(signal, level, line, source);
                    }
                    return;
                }
            }
        }
        problems.add(key + ": found an unknown key (set in " + source + "), expected " + MINIMUM_SAMPLES + " or "
                + PREFIX
                + "SIGNAL.LEVEL with SIGNAL one of "
                + policy.signals()
                + " and LEVEL one of " + LINES.stream().map(Settings::name).collect(Collectors.joining(", ")));
    }

    private double value(String key, String value, Signal.Unit unit) {
        return switch (unit) {
            case NANOSECONDS ->
                number(
                        key,
                        value,
                        "a duration such as 3s or 1500ms",
                        Map.of(
                                "ms", (double) Duration.ofMillis(1).toNanos(),
                                "s", (double) Duration.ofSeconds(1).toNanos(),
                                "m", (double) Duration.ofMinutes(1).toNanos()));
            case BYTES ->
                number(
                        key,
                        value,
                        "a size such as 512MB or 3GB",
                        Map.of("KB", (double) (1 << 10), "MB", (double) (1 << 20), "GB", (double) (1 << 30)));
            case COUNT -> whole(key, value);
            case RATIO -> number(key, value, "a share such as 75% or 0.75", Map.of("%", 0.01, "", 1.0));
        };
    }

    private double whole(String key, String value) {
        double number = number(key, value, WHOLE, Map.of("", 1.0));
        if (number > Math.rint(number) || number < Math.rint(number)) {
            problems.add(key + ": found '" + value + "', expected " + WHOLE + " (set in " + source + ")");
            return Double.NaN;
        }
        return number;
    }

    private double number(String key, String value, String expected, Map<String, Double> units) {
        Matcher matcher = NUMBER.matcher(value);
        Double factor = matcher.matches() ? units.get(matcher.group(2)) : null;
        if (factor == null) {
            problems.add(key + ": found '" + value + "', expected " + expected + " (set in " + source + ")");
            return Double.NaN;
        }
        return Double.parseDouble(matcher.group(1)) * factor;
    }
}
