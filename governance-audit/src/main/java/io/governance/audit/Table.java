package io.governance.audit;

import java.util.List;

/** Figures in rows: the same for Markdown and for the page, so that both always say the same. */
record Table(String title, List<String> columns, List<List<String>> rows) {
    Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        title + ": a row of " + row.size() + " cells below " + columns.size() + " columns: " + row);
            }
        }
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }
}
