package io.governance.db.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which rows come after a position, as a list of conditions that exclude each other.
 *
 * <p>"After" in the order of several columns means: the first i columns are equal and the next one is after, for each i.
 * Each of these is a range of an index on the columns, which one condition with OR is not; so each gets a branch of its
 * own. See Markus Winand, "Paging Through Results", use-the-index-luke.com/sql/partial-results/fetch-next-page.
 */
record KeysetPredicate(List<Branch> branches) {
    /** One condition, and the values for its parameters. */
    record Branch(String condition, List<KeyValue> values) {
        Branch {
            values = List.copyOf(values);
        }

        private Branch and(Branch next) {
            List<KeyValue> both = new ArrayList<>(values);
            both.addAll(next.values);
            return new Branch(condition.isEmpty() ? next.condition : condition + " AND " + next.condition, both);
        }
    }

    private static final Branch ALWAYS = new Branch("", List.of());

    KeysetPredicate {
        branches = List.copyOf(branches);
    }

    /** Returns what comes after a position; no branch at all when nothing can. */
    static KeysetPredicate after(List<SortKey> keys, List<KeyValue> position) {
        if (keys.size() > 1 && isUniform(keys)) {
            return new KeysetPredicate(List.of(rowComparison(keys, position)));
        }
        List<Branch> branches = new ArrayList<>();
        Branch equal = ALWAYS;
        for (int i = 0; i < keys.size(); i++) {
            Branch prefix = equal;
            List<Branch> next = after(keys.get(i), position.get(i)).stream()
                    .map(prefix::and)
                    .toList();
            branches.addAll(0, next); // the longest prefix comes first in the order
            equal = equal.and(equal(keys.get(i), position.get(i)));
        }
        return new KeysetPredicate(branches);
    }

    /** Databases know the order of rows of values: one condition is enough, and one range of the index. */
    private static boolean isUniform(List<SortKey> keys) {
        return keys.stream().allMatch(key -> key.nulls() == SortKey.Nulls.NONE)
                && keys.stream().map(SortKey::isDescending).distinct().count() == 1;
    }

    private static Branch rowComparison(List<SortKey> keys, List<KeyValue> position) {
        String columns = keys.stream().map(SortKey::column).collect(Collectors.joining(", ", "(", ")"));
        String marks = keys.stream().map(key -> "?").collect(Collectors.joining(", ", "(", ")"));
        return new Branch(columns + (keys.get(0).isDescending() ? " < " : " > ") + marks, position);
    }

    private static List<Branch> after(SortKey key, KeyValue value) {
        if (value.isNull()) {
            return key.nulls() == SortKey.Nulls.FIRST
                    ? List.of(new Branch(key.column() + " IS NOT NULL", List.of()))
                    : List.of();
        }
        Branch beyond = new Branch(key.column() + (key.isDescending() ? " < ?" : " > ?"), List.of(value));
        return key.nulls() == SortKey.Nulls.LAST
                ? List.of(beyond, new Branch(key.column() + " IS NULL", List.of()))
                : List.of(beyond);
    }

    private static Branch equal(SortKey key, KeyValue value) {
        return value.isNull()
                ? new Branch(key.column() + " IS NULL", List.of())
                : new Branch(key.column() + " = ?", List.of(value));
    }
}
