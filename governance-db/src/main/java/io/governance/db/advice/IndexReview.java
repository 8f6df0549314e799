package io.governance.db.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says which indexes only repeat another one. A unique index, or one that a constraint needs, is never among them. */
final class IndexReview {
    private IndexReview() {}

    /** Returns the indexes to drop, each with one that stays and does its work. */
    static Map<ExistingIndex, ExistingIndex> redundant(List<ExistingIndex> indexes) {
        List<ExistingIndex> byWorth = new ArrayList<>(indexes);
        byWorth.sort(Comparator.comparing(ExistingIndex::isConstraint)
                .thenComparing(ExistingIndex::isUnique)
                .thenComparing(index -> index.keys().size())
                .thenComparingLong(ExistingIndex::scans)
                .thenComparing(Comparator.comparing(ExistingIndex::name).reversed()));
        Map<ExistingIndex, ExistingIndex> dropped = new LinkedHashMap<>();
        for (ExistingIndex index : byWorth) {
            byWorth.stream()
                    .filter(other -> !dropped.containsKey(other) && isReplaced(index, other))
                    .max(Comparator.comparing(ExistingIndex::isNeededForItself))
                    .ifPresent(other -> dropped.put(index, other));
        }
        return dropped;
    }

    /** A unique index gives way only to the same keys, unique too. */
    private static boolean isReplaced(ExistingIndex index, ExistingIndex other) {
        if (index.isConstraint() || !index.isReplacedBy(other)) {
            return false;
        }
        boolean isSame = index.keys().size() == other.keys().size();
        return !index.isUnique() || (isSame && other.isUnique());
    }
}
