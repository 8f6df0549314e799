package io.governance.db;

import java.util.Locale;
import java.util.Set;

/** Which tables a statement reads and which it writes, as hashes of their names; a name too many does no harm. */
final class TableNames {
    static final int LIMIT = 8;
    private static final Set<String> END = Set.of(
            "WHERE",
            "SET",
            "GROUP",
            "ORDER",
            "HAVING",
            "LIMIT",
            "VALUES",
            "SELECT",
            "RETURNING",
            "UNION",
            "ON",
            "WINDOW");

    private enum Expected {
        NOTHING,
        READ,
        WRITTEN
    }

    private final int[] read = new int[LIMIT];
    private final int[] written = new int[LIMIT];
    private int reads;
    private int writes;
    private int depth;
    private int listDepth = -1;
    private Expected expected = Expected.NOTHING;
    private Expected last = Expected.NOTHING;
    private boolean writesUnknown;

    void word(String upper, String before, String name) {
        switch (upper) {
            case "FROM", "USING" -> {
                expected = "DELETE".equals(before) ? Expected.WRITTEN : Expected.READ;
                listDepth = depth;
            }
            case "JOIN" -> expected = Expected.READ;
            case "INTO", "TRUNCATE" -> expected = Expected.WRITTEN;
            case "UPDATE" ->
                expected = Set.of("FOR", "DO", "ON", "KEY").contains(before) ? Expected.NOTHING : Expected.WRITTEN;
            case "CALL", "EXECUTE" -> writesUnknown = true;
            case "ONLY", "LATERAL", "TABLE", "IGNORE" -> {}
            default -> {
                if (END.contains(upper)) {
                    expected = last = Expected.NOTHING;
                    listDepth = "ON".equals(upper) ? listDepth : -1;
                } else {
                    name(name);
                }
            }
        }
    }

    void name(String name) {
        last = expected;
        expected = Expected.NOTHING;
        int hash = name.toLowerCase(Locale.ROOT).hashCode();
        if (last == Expected.READ && reads < LIMIT) {
            read[reads++] = hash;
        } else if (last == Expected.WRITTEN && writes < LIMIT) {
            written[writes++] = hash;
        }
    }

    void operator(String text) {
        switch (text) {
            case "." -> nameGoesOn();
            case "(" -> {
                depth++;
                expected = Expected.NOTHING;
            }
            case ")" -> depth--;
            case "," -> expected = depth == listDepth ? Expected.READ : Expected.NOTHING;
            default -> {}
        }
        last = Expected.NOTHING;
    }

    /** What was taken for the name was the schema. */
    private void nameGoesOn() {
        if (last == Expected.READ) {
            reads--;
        } else if (last == Expected.WRITTEN) {
            writes--;
        }
        expected = last;
    }

    boolean hasReads() {
        return reads > 0;
    }

    boolean hasWrites() {
        return writes > 0;
    }

    /** Whether anything may have been written: by a procedure, or by more tables than are kept. */
    boolean writesUnknown() {
        return writesUnknown || writes == LIMIT;
    }

    int reads() {
        return reads;
    }

    int writes() {
        return writes;
    }

    int read(int index) {
        return read[index];
    }

    int written(int index) {
        return written[index];
    }
}
