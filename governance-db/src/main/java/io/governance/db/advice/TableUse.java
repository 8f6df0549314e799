package io.governance.db.advice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a statement asks of one table. Names are key terms: a column, or an expression in brackets. Filled by
 * {@link Conditions}, then only read.
 */
final class TableUse {
    final String table;
    /** Compared with a value for equality, by IN, IS NULL or as a boolean. */
    final Set<String> equal = new LinkedHashSet<>();
    /** Compared with a value by order, or by the beginning of a text. */
    final Set<String> ranges = new LinkedHashSet<>();
    /** Compared with another table. */
    final Set<String> joins = new LinkedHashSet<>();
    /** Read by some other condition. */
    final Set<String> filters = new LinkedHashSet<>();
    /** Sorted, grouped, or searched for the least or greatest. */
    final Set<List<String>> sorts = new LinkedHashSet<>();
    /** Key terms of each branch of an OR. */
    final Set<List<String>> branches = new LinkedHashSet<>();
    /** All columns that the statement reads. */
    final Set<String> needed = new LinkedHashSet<>();
    /** Conditions with a constant of the text, which a partial index may have as its predicate, and their column. */
    final Map<String, String> constants = new LinkedHashMap<>();

    TableUse(String table) {
        this.table = table;
    }

    /** Everything that a condition compares, the most useful first. */
    List<String> compared() {
        Set<String> all = new LinkedHashSet<>(equal);
        all.addAll(joins);
        all.addAll(ranges);
        all.addAll(filters);
        return new ArrayList<>(all);
    }

    void add(TableUse other) {
        equal.addAll(other.equal);
        ranges.addAll(other.ranges);
        joins.addAll(other.joins);
        filters.addAll(other.filters);
        sorts.addAll(other.sorts);
        branches.addAll(other.branches);
        needed.addAll(other.needed);
        constants.putAll(other.constants);
    }
}
