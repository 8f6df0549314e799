package io.governance.examples.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Everything the demo prints, as text for people and as figures for programs. */
final class DemoReport {
    private final PrintStream out;
    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<Object> steps = new ArrayList<>();
    private boolean isStepPassed = true;
    private boolean isPassed = true;

    DemoReport(PrintStream out) {
        this.out = out;
        figures.put("steps", steps);
    }

    /** Keeps a figure; {@code legacy.p50Micros} becomes {@code {"legacy": {"p50Micros": ...}}}. */
    @SuppressWarnings("unchecked") // only this method makes the inner maps
    void figure(String path, Object value) {
        String[] names = path.split("\\.", -1);
        Map<String, Object> map = figures;
        for (int i = 0; i < names.length - 1; i++) {
            map = (Map<String, Object>) map.computeIfAbsent(names[i], name -> new LinkedHashMap<String, Object>());
        }
        map.put(names[names.length - 1], value);
    }

    /** Adds one more entry to a list of figures. */
    @SuppressWarnings("unchecked") // only this method makes the lists
    void entry(String list, Map<String, Object> values) {
        ((List<Object>) figures.computeIfAbsent(list, name -> new ArrayList<>())).add(new LinkedHashMap<>(values));
    }

    void say(String format, @Nullable Object... values) {
        out.printf(Locale.ROOT, "  " + format + "%n", values);
    }

    /** Shows that something long goes on. */
    void progress(String format, @Nullable Object... values) {
        out.printf(Locale.ROOT, "    ... " + format + "%n", values);
    }

    /** Notes whether something held; a step passes when everything in it did. */
    boolean check(boolean held, String format, @Nullable Object... values) {
        out.printf(Locale.ROOT, "  [%s] " + format + "%n", prepend(held ? "pass" : "FAIL", values));
        isStepPassed &= held;
        return held;
    }

    private static @Nullable Object[] prepend(Object first, @Nullable Object... rest) {
        @Nullable Object[] all = new @Nullable Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    void begin(int number, String name) {
        out.printf(Locale.ROOT, "%n== %d %s%n", number, name);
        isStepPassed = true;
    }

    /** Ends a step and returns whether everything in it held. */
    boolean end(String name, double seconds) {
        out.printf(Locale.ROOT, "-- %s: %s, %.1f s%n", name, isStepPassed ? "passed" : "FAILED", seconds);
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("name", name);
        step.put("passed", isStepPassed);
        step.put("seconds", seconds);
        steps.add(step);
        isPassed &= isStepPassed;
        return isStepPassed;
    }

    boolean isPassed() {
        return isPassed;
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), Files.newBufferedWriter(file))) {
            value(json, figures);
        }
    }

    private static void value(JsonGenerator json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, inner) -> {
                json.writeName(String.valueOf(name));
                value(json, inner);
            });
            json.writeEndObject();
        } else if (value instanceof Iterable<?> list) {
            json.writeStartArray();
            list.forEach(inner -> value(json, inner));
            json.writeEndArray();
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Double) {
            json.writeNull();
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
