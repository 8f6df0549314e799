package io.governance.db;

import java.util.List;

/**
 * What stays of a statement when its values go: equal for all executions that differ in literals, parameters, list
 * lengths, comments, white space and the case of names only.
 *
 * <p>Computed in one pass over the characters, without a parser; a text that is no SQL gets a fingerprint too and never
 * an exception. Immutable, thread-safe.
 */
public final class Fingerprint {
    private static final int LONGEST = 8_000;

    /** What a statement does to data. */
    enum Kind {
        READ,
        WRITE,
        /** Belongs to the session, not to the application's work: SET, BEGIN, {@code SELECT 1}. */
        UPKEEP,
        OTHER
    }

    /** What a value in the text decides about. */
    enum Role {
        VALUE,
        RANGE,
        PAGE,
        /** One of a list of values: IN, ARRAY, the rows of VALUES. */
        LIST
    }

    private final String text;
    private final List<Integer> arity;
    private final ShapeBuilder shape;

    private Fingerprint(String text, List<Integer> arity, ShapeBuilder shape) {
        this.text = text;
        this.arity = arity;
        this.shape = shape;
    }

    /** Returns the fingerprint of a statement. */
    public static Fingerprint of(String sql, Dialect dialect) {
        ShapeBuilder shape = new ShapeBuilder(dialect);
        new Lexer(sql, dialect, shape).run();
        String text = shape.text();
        if (text.length() > LONGEST) {
            text = text.substring(0, LONGEST) + " ... " + Integer.toHexString(text.hashCode());
        }
        return new Fingerprint(text, List.copyOf(shape.arity()), shape.finished());
    }

    /** Returns the normalized text: {@code ?} for every value, {@code ?+} for a list of values. */
    public String text() {
        return text;
    }

    /** Returns the length of every list of values in the order of the text: elements of IN and ARRAY, rows of VALUES. */
    public List<Integer> arity() {
        return arity;
    }

    Kind kind() {
        return shape.kind();
    }

    /** Where the values stand. */
    ValuePositions positions() {
        return shape.positions();
    }

    TableNames tables() {
        return shape.tables();
    }

    /** Whether a column is set and compared with its old value, as optimistic locking does. */
    boolean isOptimistic() {
        return shape.isOptimistic();
    }

    /** Whether the rows are read in pages: ordered and limited to more than one. */
    boolean isPaged() {
        return shape.isPaged();
    }

    boolean hasOffset() {
        return shape.hasOffset();
    }

    /** Whether equal texts may give different answers because the text says so, as with sequences. */
    boolean isVolatile() {
        return shape.isVolatile();
    }

    /** Length of the longest list of values; 0 when the text does not tell. */
    int longestList() {
        return arity.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Whether one execution already asks for many values. */
    boolean isList() {
        return shape.hasArrayParameter() || arity.stream().anyMatch(length -> length > 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
