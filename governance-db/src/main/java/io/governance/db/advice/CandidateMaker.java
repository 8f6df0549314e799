package io.governance.db.advice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes candidates for one table: equality columns first, the most selective one leading, then the sort or one range; at
 * most four key columns. The likely ones come first.
 */
final class CandidateMaker {
    private static final int WIDEST = 4;
    private static final int WIDEST_COVERING = 6;
    private static final double MANY_NULLS = 0.3;
    private static final double FEW_VALUES = 50;
    private static final int LIKELY = 5;

    /**
     * What the statistics know of a column.
     *
     * @param distinct different values
     * @param nulls share of rows without a value
     */
    record Spread(double distinct, double nulls) {
        static final Spread UNKNOWN = new Spread(0, 0);
    }

    private final TableUse use;
    private final Map<String, Spread> spreads;
    private final Set<List<String>> keys = new LinkedHashSet<>();

    private CandidateMaker(TableUse use, Map<String, Spread> spreads) {
        this.use = use;
        this.spreads = spreads;
    }

    static Set<IndexCandidate> candidates(TableUse use, Map<String, Spread> spreads) {
        CandidateMaker maker = new CandidateMaker(use, spreads);
        maker.compared();
        maker.sorted();
        maker.filtered();
        return maker.candidates();
    }

    private void compared() {
        List<String> equal = mostDistinctFirst(use.equal);
        use.sorts.forEach(sort -> add(equal, sort));
        use.ranges.forEach(range -> add(equal, List.of(range)));
        for (String join : use.joins) {
            add(List.of(join), equal);
            add(equal, List.of(join));
            use.ranges.forEach(range -> add(List.of(join), equal, List.of(range)));
            use.ranges.forEach(range -> add(equal, List.of(join), List.of(range)));
        }
        add(mostDistinctFirst(use.joins));
        add(mostDistinctFirst(use.joins), equal);
        add(equal);
        use.branches.forEach(this::add);
        for (String one : equal) {
            add(List.of(one));
            use.sorts.forEach(sort -> add(List.of(one), sort));
            use.ranges.forEach(range -> add(List.of(one), List.of(range)));
            equal.forEach(other -> add(List.of(one, other)));
            for (String other : equal) {
                use.sorts.forEach(sort -> add(List.of(one, other), sort));
                use.ranges.forEach(range -> add(List.of(one, other), List.of(range)));
            }
        }
        use.ranges.forEach(range -> add(List.of(range), equal));
        use.ranges.forEach(range -> add(List.of(range)));
    }

    private void sorted() {
        for (List<String> sort : use.sorts) {
            for (int i = sort.size(); i > 0; i--) {
                add(use.equal, sort.subList(0, i));
                add(sort.subList(0, i));
            }
            add(sort, use.equal);
            use.joins.forEach(join -> add(List.of(join), sort));
            use.ranges.forEach(range -> add(List.of(range), sort));
            use.ranges.forEach(range -> add(use.equal, List.of(range), sort));
        }
    }

    /** Columns behind the key that spare a look into the table. */
    private void filtered() {
        for (List<String> key : List.copyOf(keys)) {
            for (String filter : use.compared()) {
                add(key, List.of(filter));
            }
            add(key, use.compared());
        }
    }

    private List<String> mostDistinctFirst(Collection<String> columns) {
        List<String> sorted = new ArrayList<>(columns);
        sorted.sort(Comparator.comparingDouble((String column) -> spread(column).distinct())
                .reversed());
        return sorted;
    }

    private Spread spread(String column) {
        return spreads.getOrDefault(IndexCandidate.name(column), Spread.UNKNOWN);
    }

    @SafeVarargs
    private void add(Collection<String>... parts) {
        List<String> key = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Collection<String> part : parts) {
            for (String column : part) {
                if (names.add(IndexCandidate.name(column)) && key.size() < WIDEST) {
                    key.add(column);
                }
            }
        }
        if (!key.isEmpty()) {
            keys.add(List.copyOf(key));
        }
    }

    private Set<IndexCandidate> candidates() {
        Set<IndexCandidate> candidates = new LinkedHashSet<>();
        String predicate = predicate();
        for (List<String> key : keys) {
            candidates.add(new IndexCandidate(use.table, key));
            if (candidates.size() < LIKELY) {
                partial(predicate, key, candidates);
            }
        }
        for (List<String> key : keys) {
            covering(new IndexCandidate(use.table, key), candidates);
            partial(predicate, key, candidates);
            if (spread(key.get(0)).nulls() >= MANY_NULLS && use.compared().contains(key.get(0))) {
                candidates.add(new IndexCandidate(
                        use.table, key, List.of(), IndexCandidate.name(key.get(0)) + " IS NOT NULL"));
            }
        }
        return candidates;
    }

    /** An index on an expression carries nothing along: the planner has no statistics of it before it is analyzed. */
    private void covering(IndexCandidate plain, Set<IndexCandidate> candidates) {
        List<String> rest = use.needed.stream()
                .filter(column -> !plain.names().contains(column))
                .toList();
        boolean isOfColumns = plain.columns().stream().noneMatch(column -> column.startsWith("("));
        if (isOfColumns && !rest.isEmpty() && plain.width() + rest.size() <= WIDEST_COVERING) {
            candidates.add(new IndexCandidate(plain.table(), plain.columns(), rest, plain.predicate()));
        }
    }

    /** A constant of a column with many values will be another one tomorrow. */
    private String predicate() {
        List<String> lasting = new ArrayList<>();
        use.constants.forEach((constant, column) -> {
            double distinct = spread(column).distinct();
            if (constant.endsWith(" NULL") || (distinct > 0 && distinct <= FEW_VALUES)) {
                lasting.add(constant);
            }
        });
        return String.join(" AND ", lasting);
    }

    private void partial(String predicate, List<String> key, Set<IndexCandidate> candidates) {
        if (predicate.isEmpty()) {
            return;
        }
        List<String> free =
                key.stream().filter(column -> !speaksOf(predicate, column)).toList();
        IndexCandidate candidate = new IndexCandidate(use.table, free.isEmpty() ? key : free, List.of(), predicate);
        candidates.add(candidate);
        covering(candidate, candidates);
    }

    private static boolean speaksOf(String predicate, String column) {
        return Brackets.withoutTexts(predicate)
                .matches("(?s)(.*[^\\p{L}\\p{N}_$.])?"
                        + java.util.regex.Pattern.quote(IndexCandidate.name(column))
                        + "([^\\p{L}\\p{N}_$(].*)?");
    }
}
