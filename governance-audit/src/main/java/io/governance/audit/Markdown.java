package io.governance.audit;

import java.util.ArrayList;
import java.util.List;

/** Markdown in which a name stays a name: whatever it contains, it is neither markup nor a second line. */
final class Markdown {
    private static final String SPECIAL = "\\`*_[]<>|#&~!$";

    private final StringBuilder text = new StringBuilder();

    /** Returns a text on one line, with every character that Markdown gives a meaning escaped. */
    static String escape(String name) {
        StringBuilder escaped = new StringBuilder(name.length() + 8);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                escaped.append(' ');
            } else if (SPECIAL.indexOf(c) >= 0) {
                escaped.append('\\').append(c);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString().strip();
    }

    /** A heading; the level is the number of its signs. */
    Markdown heading(int level, String title) {
        text.append("#".repeat(level)).append(' ').append(escape(title)).append("\n\n");
        return this;
    }

    Markdown paragraph(String sentence) {
        text.append(escape(sentence)).append("\n\n");
        return this;
    }

    Markdown list(List<String> items) {
        items.forEach(item -> text.append("- ").append(escape(item)).append('\n'));
        text.append(items.isEmpty() ? "" : "\n");
        return this;
    }

    Markdown table(Table table) {
        row(table.columns());
        List<String> rule = new ArrayList<>();
        table.columns().forEach(column -> rule.add("---"));
        text.append("| ").append(String.join(" | ", rule)).append(" |\n");
        table.rows().forEach(this::row);
        text.append('\n');
        return this;
    }

    private void row(List<String> cells) {
        text.append("| ")
                .append(String.join(" | ", cells.stream().map(Markdown::escape).toList()))
                .append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString().strip() + "\n";
    }
}
