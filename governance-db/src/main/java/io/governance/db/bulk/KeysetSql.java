package io.governance.db.bulk;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The statements of a keyset reader. Pure text. */
final class KeysetSql {
    private final String query;
    private final List<SortKey> keys;
    private final String order;

    KeysetSql(String query, List<SortKey> keys) {
        this.query = query;
        this.keys = keys;
        this.order = " ORDER BY " + keys.stream().map(SortKey::order).collect(Collectors.joining(", "));
    }

    /** Returns what comes after the position, or null at the beginning. */
    @Nullable
    KeysetPredicate after(@Nullable List<KeyValue> position) {
        return position == null ? null : KeysetPredicate.after(keys, position);
    }

    /**
     * One page; the parameters of the query are needed once for each branch, before the values of the branch. A merge of
     * ordered branches, each cut to the page: what it costs does not depend on where the page is.
     */
    String page(@Nullable KeysetPredicate after, int rows) {
        if (after == null) {
            return select("") + order + limit(rows);
        }
        if (after.branches().size() == 1) {
            return select(after.branches().get(0).condition()) + order + limit(rows);
        }
        return after.branches().stream()
                .map(branch -> "(" + select(branch.condition()) + order + limit(rows) + ")")
                .collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") AS pages" + order + limit(rows)));
    }

    /** All that follows, as one statement; the parameters of the query are needed once, then all values. */
    String rest(@Nullable KeysetPredicate after) {
        if (after == null) {
            return select("") + order;
        }
        return select(after.branches().stream()
                        .map(branch -> "(" + branch.condition() + ")")
                        .collect(Collectors.joining(" OR ")))
                + order;
    }

    private String select(String condition) {
        return "SELECT * FROM (" + query + "\n) AS page" + (condition.isEmpty() ? "" : " WHERE " + condition);
    }

    private static String limit(int rows) {
        return " FETCH FIRST " + rows + " ROWS ONLY";
    }
}
