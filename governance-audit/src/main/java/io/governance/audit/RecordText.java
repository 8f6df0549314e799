package io.governance.audit;

import io.governance.audit.OptimizationRecord.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is in a record's file. Immutable; reading and writing it again gives the same text. */
record RecordText(FrontMatter front, Map<Part, String> parts, Map<MeasuredPart, String> measured) {
    private static final String MEASURED = "## Measured";

    RecordText {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
        measured = Collections.unmodifiableMap(new TreeMap<>(measured));
    }

    static RecordText empty(FrontMatter front) {
        return new RecordText(front, Map.of(), Map.of());
    }

    /** What people wrote for a part; empty when nothing or only its prompt stands there. */
    String part(Part part) {
        return parts.getOrDefault(part, "");
    }

    RecordText with(Part part, String text) {
        Map<Part, String> filled = new TreeMap<>(parts);
        filled.put(part, text.strip());
        return new RecordText(front, filled, measured);
    }

    RecordText with(String status, Map<MeasuredPart, String> written) {
        return new RecordText(front.with(status), parts, written);
    }

    String render() {
        List<String> lines = new ArrayList<>(front.render());
        lines.add("");
        lines.add(title(front));
        for (Part part : Part.values()) {
            lines.add("");
            lines.add(part.heading());
            lines.add("");
            lines.add(part(part).isBlank() ? part.promptLine() : part(part));
        }
        lines.add("");
        lines.add(MEASURED);
        measured.forEach((part, body) -> {
            lines.add("");
            lines.addAll(part.render(body));
        });
        return String.join("\n", lines) + "\n";
    }

    private static String title(FrontMatter front) {
        return "# " + Markdown.escape("Optimization record: " + front.name());
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException naming file and line
     */
    static RecordText parse(String file, String text) {
        RecordLines lines = new RecordLines(file, text);
        FrontMatter front = FrontMatter.parse(lines);
        RecordText read = empty(front);
        Map<MeasuredPart, String> measured = new TreeMap<>();
        boolean isMeasured = false;
        while (!lines.isAtEnd()) {
            String line = lines.peek();
            Optional<Part> part = part(line);
            if (MeasuredPart.isMarker(line)) {
                MeasuredPart.Body body = MeasuredPart.parse(lines);
                if (measured.put(body.part(), body.text()) != null) {
                    throw lines.broken("this measured part is there twice");
                }
                continue;
            }
            lines.next();
            if (part.isPresent()) {
                if (read.parts.containsKey(part.get())) {
                    throw lines.broken("the heading '" + line + "' is there twice");
                }
                read = read.with(part.get(), content(lines, part.get()));
                isMeasured = false;
            } else if (line.equals(MEASURED)) {
                isMeasured = true;
            } else if (!line.isBlank() && (isMeasured || !line.equals(title(front)))) {
                throw lines.broken("found '" + line + "' outside of every part, where the next refresh would lose it;"
                        + " move it below one of the headings");
            }
        }
        return new RecordText(front, read.parts, measured);
    }

    private static String content(RecordLines lines, Part part) {
        List<String> content = new ArrayList<>();
        while (!lines.isAtEnd() && !isBoundary(lines.peek())) {
            String line = lines.next();
            if (!line.equals(part.promptLine())) {
                content.add(line);
            }
        }
        return String.join("\n", content).strip();
    }

    /** Returns whether a line begins something that is not the text of a part. */
    static boolean isBoundary(String line) {
        return part(line).isPresent() || line.equals(MEASURED) || MeasuredPart.isMarker(line);
    }

    private static Optional<Part> part(String line) {
        return Arrays.stream(Part.values())
                .filter(part -> part.heading().equals(line))
                .findFirst();
    }
}
