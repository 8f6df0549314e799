package io.governance.db.bulk;

/**
 * One column that rows are sorted by; a column that may hold null says where its nulls come.
 *
 * @param column name of a column that the query returns, quoted where SQL needs it
 */
public record SortKey(String column, boolean isDescending, Nulls nulls) {
    private static final String NAME = "[A-Za-z_][A-Za-z_0-9$]*|\"[^\"\\x00]+\"";

    /** Where rows without a value come. */
    public enum Nulls {
        /** There are none. */
        NONE,
        /** Before all values. */
        FIRST,
        /** After all values. */
        LAST
    }

    /** Refuses what is no name of a column. */
    public SortKey {
        if (!column.matches(NAME)) {
            throw new IllegalArgumentException(
                    "sort key: expected a name of a column, quoted where SQL needs it, found '" + column
                            + "'; give an expression a name in the query");
        }
    }

    /** Smallest first. */
    public static SortKey ascending(String column) {
        return new SortKey(column, false, Nulls.NONE);
    }

    /** Largest first. */
    public static SortKey descending(String column) {
        return new SortKey(column, true, Nulls.NONE);
    }

    /** Returns this key for a column that may hold null, rows without a value first. */
    public SortKey nullsFirst() {
        return new SortKey(column, isDescending, Nulls.FIRST);
    }

    /** Returns this key for a column that may hold null, rows without a value last. */
    public SortKey nullsLast() {
        return new SortKey(column, isDescending, Nulls.LAST);
    }

    String order() {
        return column
                + (isDescending ? " DESC" : "")
                + switch (nulls) {
                    case NONE -> "";
                    case FIRST -> " NULLS FIRST";
                    case LAST -> " NULLS LAST";
                };
    }

    /** The name as the database reports it in a result. */
    String label() {
        return column.startsWith("\"") ? column.substring(1, column.length() - 1) : column;
    }
}
