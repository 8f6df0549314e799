package io.governance.db.advice;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks for the smallest set of indexes that keeps the saving. The planner chooses among all candidates first; then one
 * index at a time is left out or replaced by another on its table, as long as every execution keeps its saving.
 *
 * <p>Size is weighed against cost by ratios: an index twice as large has to make the statement 32 times cheaper.
 */
final class IndexSearch {
    private static final double LEAST_SHARE = 0.10;
    private static final double LEAST_UNITS = 5;
    private static final double KEPT = 0.95;
    private static final double WEIGHT_OF_SIZE = 5;
    private static final double WEIGHT_OF_LOSS = 1_000;
    private static final double WEIGHT_OF_ORDER = 0.05;
    private static final double WORTH_OF_EXTENDING = 1;
    private static final int ROUNDS = 3;

    /** One more page at least is read on the way down a tree; a planner told of no real index does not charge it. */
    private static final double DESCENT = 1;

    private final IndexTrial trial;
    private final Predicate<IndexCandidate> isExtending;
    private final IndexTrial.Result before;
    private final List<Double> least = new ArrayList<>();
    private final Map<IndexCandidate, Integer> order = new HashMap<>();

    /** The second tells which candidates make an index redundant that is there. */
    IndexSearch(IndexTrial trial, Predicate<IndexCandidate> isExtending) throws SQLException {
        this.trial = trial;
        this.isExtending = isExtending;
        this.before = trial.with(Set.of());
    }

    /** Returns what is worth making; empty when less than 10 % or 5 cost units are saved. */
    Set<IndexCandidate> best(Set<IndexCandidate> candidates) throws SQLException {
        IndexTrial.Result all = trial.with(candidates);
        candidates.forEach(candidate -> order.put(candidate, order.size()));
        for (int i = 0; i < before.plans().size(); i++) {
            least.add(Math.min(before.cost(i), all.cost(i)));
        }
        if (all.used().isEmpty() || !isWorth(all)) {
            return Set.of();
        }
        Set<IndexCandidate> best = searched(all.used(), candidates);
        return isWorth(trial.with(best)) ? best : Set.of();
    }

    /** Looks again, among others that are like the best. */
    Set<IndexCandidate> refined(Set<IndexCandidate> best, Collection<IndexCandidate> others) throws SQLException {
        Set<IndexCandidate> pool = trial.possible(others);
        Set<IndexCandidate> all = new LinkedHashSet<>(best);
        all.addAll(pool);
        IndexTrial.Result result = trial.with(all);
        for (int i = 0; i < least.size(); i++) {
            least.set(i, Math.min(least.get(i), result.cost(i)));
        }
        return searched(best, pool);
    }

    private Set<IndexCandidate> searched(Set<IndexCandidate> start, Set<IndexCandidate> pool) throws SQLException {
        Set<IndexCandidate> best = start;
        for (int round = 0; round < ROUNDS; round++) {
            Set<IndexCandidate> better = replaced(fewer(best), pool);
            if (better.equals(best)) {
                break;
            }
            best = better;
        }
        return best;
    }

    private boolean isWorth(IndexTrial.Result after) {
        for (int i = 0; i < before.plans().size(); i++) {
            double saving = before.cost(i) - after.cost(i);
            if (saving >= LEAST_UNITS && saving >= LEAST_SHARE * before.cost(i)) {
                return true;
            }
        }
        return false;
    }

    private Set<IndexCandidate> fewer(Set<IndexCandidate> set) throws SQLException {
        Set<IndexCandidate> best = set;
        for (IndexCandidate one : List.copyOf(set)) {
            Set<IndexCandidate> fewer = new LinkedHashSet<>(best);
            fewer.remove(one);
            if (!fewer.isEmpty() && burden(fewer) <= burden(best)) {
                best = fewer;
            }
        }
        return best;
    }

    private Set<IndexCandidate> replaced(Set<IndexCandidate> set, Set<IndexCandidate> pool) throws SQLException {
        Set<IndexCandidate> best = set;
        for (IndexCandidate one : List.copyOf(set)) {
            Set<IndexCandidate> others = new LinkedHashSet<>(best);
            others.remove(one);
            for (IndexCandidate other : pool) {
                if (other.table().equals(one.table()) && !others.contains(other)) {
                    Set<IndexCandidate> tried = new LinkedHashSet<>(others);
                    tried.add(other);
                    if (leastBurden(tried) - WORTH_OF_EXTENDING < burden(best) && burden(tried) < burden(best)) {
                        best = tried;
                    }
                }
            }
        }
        return best;
    }

    /** What the size alone makes sure of, without asking the planner. */
    private double leastBurden(Set<IndexCandidate> set) throws SQLException {
        double burden = size(set);
        for (double cost : least) {
            burden += Math.log(cost + DESCENT) / least.size();
        }
        return burden;
    }

    /** Cost and size in one figure; less is better. A saving that is lost outweighs everything. */
    private double burden(Set<IndexCandidate> set) throws SQLException {
        IndexTrial.Result after = trial.with(set);
        double burden = size(set);
        int executions = before.plans().size();
        for (int i = 0; i < executions; i++) {
            double possible = before.cost(i) - least.get(i);
            double lost = KEPT * possible - (before.cost(i) - after.cost(i));
            if (possible >= LEAST_UNITS && lost > 0) {
                burden += WEIGHT_OF_LOSS * (1 + lost / possible);
            }
            burden += Math.log(after.cost(i) + DESCENT) / executions;
        }
        long extending = set.stream().filter(isExtending).count();
        return burden + WEIGHT_OF_ORDER * late(set) - WORTH_OF_EXTENDING * extending;
    }

    private double size(Set<IndexCandidate> set) throws SQLException {
        return WEIGHT_OF_SIZE * Math.log(Math.max(1.0, (double) trial.bytes(set)));
    }

    /** Between equals the one that was named first: it is the likely one. */
    private double late(Set<IndexCandidate> set) {
        return set.stream()
                .mapToDouble(one -> (double) order.getOrDefault(one, order.size()) / Math.max(1, order.size()))
                .sum();
    }
}
