package io.governance.audit;

import io.governance.audit.OptimizationRecord.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The list of all records in a folder: case studies that a team can learn from (P12.2). */
final class RecordIndex {
    private static final String FILE = "README.md";
    private static final String HEAD = "# Optimizations\n\nWritten by the library from the records beside it.\n";
    private static final int WORDS = 160;

    private RecordIndex() {}

    static Path write(Path folder) {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder text = new StringBuilder(HEAD);
        for (Path file : records(folder)) {
            RecordText record = RecordFile.read(file);
            String other = files.put(record.front().name(), String.valueOf(file.getFileName()));
            if (other != null) {
                throw new IllegalStateException(record.front().name() + " has two records in " + folder + ": " + other
                        + " and " + file.getFileName() + "; merge them");
            }
            text.append('\n').append(entry(file, record));
        }
        Path index = folder.resolve(FILE);
        refuseToLose(index);
        RecordFile.replace(index, text.toString());
        return index;
    }

    private static void refuseToLose(Path index) {
        try {
            if (Files.exists(index)
                    && !Files.readString(index).replace("\r\n", "\n").startsWith(HEAD)) {
                throw new IllegalStateException(
                        index + " was not written by the library and would be lost; keep records in"
                                + " a folder of their own, or rename that file");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the index " + index + " cannot be read", e);
        }
    }

    private static List<Path> records(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.endsWith(FILE))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of records " + folder + " cannot be read", e);
        }
    }

    private static String entry(Path file, RecordText record) {
        FrontMatter front = record.front();
        StringBuilder entry =
                new StringBuilder("## [" + Markdown.escape(front.name()) + "](" + file.getFileName() + ")\n\n");
        entry.append(Markdown.escape(
                        front.operation() + ", " + front.kind() + " opened " + front.opened() + ", " + front.status()))
                .append("\n\n");
        add(entry, "Issue", record.part(Part.ISSUE));
        add(entry, "Solution", record.part(Part.SOLUTION));
        for (String line : record.measured()
                .getOrDefault(MeasuredPart.BEFORE_AFTER, "")
                .lines()
                .toList()) {
            if (line.startsWith("|")) {
                entry.append(line).append('\n');
            } else if (entry.charAt(entry.length() - 2) != '\n') {
                entry.append('\n');
            }
        }
        add(entry, "Lessons learned", record.part(Part.LESSONS_LEARNED));
        return entry.toString().strip() + "\n";
    }

    private static void add(StringBuilder entry, String what, String text) {
        String first = text.replaceAll("\\s+", " ").strip();
        if (!Placeholder.is(first)) {
            entry.append("- ")
                    .append(what)
                    .append(": ")
                    .append(
                            first.length() <= WORDS
                                    ? first
                                    : Markdown.escape(first.substring(0, WORDS).replace("\\", "")) + "…")
                    .append('\n');
        }
    }
}
