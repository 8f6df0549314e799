package io.governance.db.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * An index that might help.
 *
 * @param table qualified with its schema
 * @param columns key columns in order, with a direction where it matters
 */
record IndexCandidate(String table, List<String> columns) {
    private static final int WIDEST = 4;

    String statement() {
        return "CREATE INDEX ON " + table + " (" + String.join(", ", columns) + ")";
    }

    IndexCandidate without(int column) {
        List<String> fewer = new ArrayList<>(columns);
        fewer.remove(column);
        return new IndexCandidate(table, List.copyOf(fewer));
    }

    /**
     * The candidates for one table: equality columns first, the most selective one leading, then the sort or one range;
     * each also with the columns of a join before and behind.
     *
     * @param distinctness different values of a column, as the statistics know them
     */
    static List<IndexCandidate> of(String table, Conditions.OfTable asked, ToDoubleFunction<String> distinctness) {
        List<String> equal = new ArrayList<>(asked.equal);
        equal.sort(java.util.Comparator.comparingDouble(distinctness).reversed());
        Set<List<String>> keys = new LinkedHashSet<>();
        add(keys, equal, List.of(), asked.sort);
        for (String range : asked.ranges) {
            add(keys, equal, List.of(), List.of(range));
        }
        for (String join : asked.joins) {
            add(keys, List.of(join), equal, asked.ranges.stream().limit(1).toList());
            add(keys, equal, List.of(join), asked.sort);
        }
        return keys.stream().map(key -> new IndexCandidate(table, key)).toList();
    }

    private static void add(
            Set<List<String>> keys, Collection<String> first, Collection<String> then, Collection<String> last) {
        Set<String> columns = new LinkedHashSet<>(first);
        columns.addAll(then);
        last.stream()
                .filter(column -> !columns.contains(column.split(" ", 2)[0]))
                .forEach(columns::add);
        if (!columns.isEmpty()) {
            keys.add(columns.stream().limit(WIDEST).toList());
        }
    }
}
