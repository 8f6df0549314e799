package io.governance.db.bulk;

import org.jspecify.annotations.Nullable;

/** A row in the text format of {@code COPY} (PostgreSQL's manual, COPY, "Text Format"). */
final class CopyText {
    private CopyText() {}

    static void append(StringBuilder text, Row row) {
        for (int column = 0; column < row.cells().size(); column++) {
            if (column > 0) {
                text.append('\t');
            }
            append(text, (String) row.cell(column));
        }
        text.append('\n');
    }

    private static void append(StringBuilder text, @Nullable String cell) {
        if (cell == null) {
            text.append("\\N");
            return;
        }
        int clean = 0;
        for (int i = 0; i < cell.length(); i++) {
            char escape = escape(cell.charAt(i));
            if (escape != 0) {
                text.append(cell, clean, i).append('\\').append(escape);
                clean = i + 1;
            }
        }
        text.append(cell, clean, cell.length());
    }

    private static char escape(char c) {
        return switch (c) {
            case '\\' -> '\\';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\r' -> 'r';
            default -> 0;
        };
    }
}
