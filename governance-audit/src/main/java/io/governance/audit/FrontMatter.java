package io.governance.audit;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The few lines at the top of a record that tools read.
 *
 * @param kind {@code swap} or {@code change}
 * @param name the name of the swap or change
 */
record FrontMatter(String kind, String name, String operation, LocalDate opened, String status) {
    private static final List<String> KINDS = List.of("swap", "change");
    private static final String RULE = "---";

    List<String> render() {
        return List.of(
                RULE,
                kind + ": " + quoted(name),
                "operation: " + quoted(operation),
                "opened: " + opened,
                "status: " + quoted(status),
                RULE);
    }

    FrontMatter with(String newStatus) {
        return new FrontMatter(kind, name, operation, opened, newStatus);
    }

    /** Reads the front matter and leaves the lines after the last line of it to the caller. */
    static FrontMatter parse(RecordLines lines) {
        lines.expect(RULE, "a record begins with its front matter");
        Map<String, String> values = new LinkedHashMap<>();
        while (!lines.isAtEnd() && !lines.peek().equals(RULE)) {
            String line = lines.next();
            int colon = line.indexOf(": ");
            if (colon <= 0) {
                throw lines.broken("found '" + line + "', expected 'name: value'");
            }
            if (values.put(line.substring(0, colon), unquoted(lines, line.substring(colon + 2))) != null) {
                throw lines.broken("'" + line.substring(0, colon) + "' is given twice");
            }
        }
        lines.expect(RULE, "the front matter ends with this line");
        List<String> kinds = KINDS.stream().filter(values::containsKey).toList();
        if (kinds.size() != 1) {
            throw lines.broken("a record belongs to one swap or one change; found " + values.keySet());
        }
        return new FrontMatter(
                kinds.get(0),
                value(lines, values, kinds.get(0)),
                value(lines, values, "operation"),
                date(lines, value(lines, values, "opened")),
                value(lines, values, "status"));
    }

    private static String value(RecordLines lines, Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        if (value.isBlank()) {
            throw lines.broken("the front matter has no '" + name + "'; found " + values.keySet());
        }
        return value;
    }

    private static LocalDate date(RecordLines lines, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw lines.broken("opened: found '" + text + "', expected a date such as 2027-03-01");
        }
    }

    /** Plain where YAML reads it as the same text, in double quotes otherwise. */
    private static String quoted(String value) {
        if (value.matches("[A-Za-z][A-Za-z0-9._ /-]*[A-Za-z0-9]")) {
            return value;
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String unquoted(RecordLines lines, String text) {
        String value = text.strip();
        if (!value.startsWith("\"")) {
            return value;
        }
        if (value.length() < 2 || !value.endsWith("\"")) {
            throw lines.broken("found " + value + ", expected a second quotation mark at its end");
        }
        return value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
