package io.governance.examples.faults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The matrix as figures for programs and as a table for people. */
final class FaultReport {
    private record Line(String name, String goal, boolean isPassed, double seconds, Map<String, Number> figures) {}

    private final List<Line> lines = new ArrayList<>();

    void add(FaultCase fault, Trial trial, double seconds) {
        lines.add(new Line(fault.name(), fault.goal(), trial.isPassed(), seconds, trial.figures()));
    }

    boolean isPassed() {
        return lines.stream().allMatch(Line::isPassed);
    }

    /** Prints a line for each case. */
    void print(PrintStream out) {
        out.printf(Locale.ROOT, "%n%-24s %-6s %8s  %s%n", "case", "", "seconds", "figures");
        for (Line line : lines) {
            String figures = line.figures().entrySet().stream()
                    .map(figure -> figure.getKey() + " " + text(figure.getValue()))
                    .collect(Collectors.joining(", "));
            out.printf(
                    Locale.ROOT,
                    "%-24s %-6s %8.1f  %s%n",
                    line.name(),
                    line.isPassed() ? "passed" : "FAILED",
                    line.seconds(),
                    figures);
        }
    }

    private static String text(Number value) {
        return value instanceof Double real ? String.format(Locale.ROOT, "%.2f", real) : value.toString();
    }

    /** Writes an array with an object for each case: name, passed, goal, seconds, and its figures by their names. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (JsonGenerator json =
                new JsonFactory().createGenerator(ObjectWriteContext.empty(), Files.newBufferedWriter(file))) {
            json.writeStartArray();
            for (Line line : lines) {
                json.writeStartObject();
                json.writeStringProperty("name", line.name());
                json.writeBooleanProperty("passed", line.isPassed());
                json.writeStringProperty("goal", line.goal());
                json.writeNumberProperty("seconds", line.seconds());
                line.figures().forEach((name, value) -> {
                    json.writeName(name);
                    json.writeNumber(value.toString());
                });
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }
}
