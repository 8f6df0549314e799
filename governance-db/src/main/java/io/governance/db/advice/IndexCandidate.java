package io.governance.db.advice;

import java.util.ArrayList;
import java.util.List;

/**
 * An index that might help.
 *
 * @param table qualified with its schema
 * @param columns key columns or expressions in order, with a direction where it matters
 * @param included columns that are only carried along, so that the table need not be read
 * @param predicate which rows it holds; empty for all
 */
record IndexCandidate(String table, List<String> columns, List<String> included, String predicate) {

    IndexCandidate(String table, List<String> columns) {
        this(table, columns, List.of(), "");
    }

    /** What anybody may run as it is: it does not stop writers, and no name is taken twice. */
    String statement() {
        return "CREATE INDEX CONCURRENTLY ON " + definition();
    }

    /** The same in a transaction that is rolled back, where it cannot be made concurrently. */
    String trial(String name) {
        return "CREATE INDEX " + name + " ON " + definition();
    }

    String definition() {
        return table + " (" + String.join(", ", columns) + ")"
                + (included.isEmpty() ? "" : " INCLUDE (" + String.join(", ", included) + ")")
                + (predicate.isEmpty() ? "" : " WHERE " + predicate);
    }

    int width() {
        return columns.size() + included.size();
    }

    boolean isPlain() {
        return included.isEmpty() && predicate.isEmpty();
    }

    /** Names of the columns, without direction and operator class. */
    List<String> names() {
        return columns.stream().map(IndexCandidate::name).toList();
    }

    static String name(String key) {
        return key.replaceFirst("( text_pattern_ops)?( DESC)?( NULLS (FIRST|LAST))?$", "");
    }

    /** The same with less: without one key column, without what is carried along, without its predicate. */
    List<IndexCandidate> narrower() {
        List<IndexCandidate> narrower = new ArrayList<>();
        for (int i = columns.size() - 1; i >= 0 && columns.size() > 1; i--) {
            List<String> fewer = new ArrayList<>(columns);
            fewer.remove(i);
            narrower.add(new IndexCandidate(table, List.copyOf(fewer), included, predicate));
        }
        if (!included.isEmpty()) {
            narrower.add(new IndexCandidate(table, columns, List.of(), predicate));
        }
        return narrower;
    }
}
