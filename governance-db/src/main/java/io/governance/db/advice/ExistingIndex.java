package io.governance.db.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An index that is there.
 *
 * @param name qualified with its schema
 * @param table qualified with its schema
 * @param method such as {@code btree}
 * @param keys in order
 * @param included columns that are only carried along
 * @param predicate which rows it holds; empty for all
 * @param isConstraint whether a primary key, a constraint, a foreign key elsewhere or replication needs it
 * @param isValid whether the planner may use it; one whose building failed is not
 * @param scans how often it was read since the statistics were reset
 */
record ExistingIndex(
        String name,
        String table,
        String method,
        List<Key> keys,
        List<String> included,
        String predicate,
        boolean isUnique,
        boolean isConstraint,
        boolean isValid,
        long bytes,
        long scans) {

    private static final int BACKWARDS = 3;

    /**
     * One key.
     *
     * @param text column or expression
     * @param options bit 1 for DESC, bit 2 for NULLS FIRST
     * @param comparison operator class and collation
     * @param isDefault whether the operator class is the usual one of the type
     */
    record Key(String text, int options, String comparison, boolean isDefault) {}

    boolean isNeededForItself() {
        return isUnique || isConstraint;
    }

    /** Whether whatever this index is read for, another one is good for too. */
    boolean isReplacedBy(ExistingIndex other) {
        boolean isSameKind = table.equals(other.table)
                && method.equals(other.method)
                && predicate.equals(other.predicate)
                && other.isValid
                && !name.equals(other.name);
        boolean isPrefix =
                keys.size() == other.keys.size() || (method.equals("btree") && keys.size() < other.keys.size());
        return isSameKind && isPrefix && startsAlike(other) && other.columns().containsAll(included);
    }

    /** The same keys in the same order, all in the same direction or all in the other one. */
    private boolean startsAlike(ExistingIndex other) {
        boolean isForwards = true;
        boolean isBackwards = method.equals("btree");
        for (int i = 0; i < keys.size(); i++) {
            Key mine = keys.get(i);
            Key its = other.keys.get(i);
            if (!mine.text().equals(its.text()) || !mine.comparison().equals(its.comparison())) {
                return false;
            }
            isForwards &= mine.options() == its.options();
            isBackwards &= mine.options() == (its.options() ^ BACKWARDS);
        }
        return isForwards || isBackwards;
    }

    private Set<String> columns() {
        List<String> all = new ArrayList<>(included);
        keys.forEach(key -> all.add(key.text()));
        return Set.copyOf(all);
    }

    /** Whether a candidate would only repeat the beginning of this index. */
    boolean serves(IndexCandidate candidate) {
        boolean isAlike = isValid
                && method.equals("btree")
                && table.equals(candidate.table())
                && (predicate.isEmpty() || predicate.equals(candidate.predicate()))
                && keys.size() >= candidate.columns().size();
        return isAlike
                && starts(candidate.columns(), candidate.columns().size())
                && columns().containsAll(candidate.included());
    }

    /** Whether a candidate, once made, is good for everything that this index is read for. */
    boolean isMadeRedundantBy(IndexCandidate candidate) {
        return !isNeededForItself()
                && method.equals("btree")
                && table.equals(candidate.table())
                && predicate.equals(candidate.predicate())
                && keys.size() <= candidate.columns().size()
                && starts(candidate.columns(), keys.size())
                && Set.copyOf(candidate.included()).containsAll(included);
    }

    private boolean starts(List<String> columns, int length) {
        boolean isForwards = true;
        boolean isBackwards = true;
        for (int i = 0; i < length; i++) {
            Key key = keys.get(i);
            String column = columns.get(i);
            boolean isSameColumn = key.text().equals(IndexCandidate.name(column))
                    || ("(" + key.text() + ")").equals(IndexCandidate.name(column));
            if (!isSameColumn || key.isDefault() == column.contains(" text_pattern_ops")) {
                return false;
            }
            int options = options(column);
            isForwards &= key.options() == options;
            isBackwards &= key.options() == (options ^ BACKWARDS);
        }
        return isForwards || isBackwards;
    }

    private static int options(String column) {
        boolean isDescending = column.matches(".* DESC( NULLS (FIRST|LAST))?");
        boolean isNullsFirst = column.endsWith(" NULLS FIRST") || (isDescending && !column.endsWith(" NULLS LAST"));
        return (isDescending ? 1 : 0) + (isNullsFirst ? 2 : 0);
    }

    String columnsText() {
        return keys.stream().map(Key::text).collect(Collectors.joining(", "));
    }
}
