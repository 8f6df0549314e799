package io.governance.db.advice;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks for the smallest set of indexes that keeps the saving: all together first, then one less at a time. */
final class IndexSearch {
    private static final double LEAST_SHARE = 0.10;
    private static final double LEAST_UNITS = 5;
    private static final double KEPT_BY_SET = 0.99;
    private static final double KEPT_BY_WIDTH = 0.95;

    private final IndexTrial trial;
    private final double before;

    IndexSearch(IndexTrial trial) throws SQLException {
        this.trial = trial;
        this.before = trial.with(Set.of()).cost();
    }

    /** Returns what is worth making; empty when less than 10 % or 5 cost units are saved. */
    Set<IndexCandidate> best(Set<IndexCandidate> candidates) throws SQLException {
        Set<IndexCandidate> best = trial.with(candidates).used();
        double saving = best.isEmpty() ? 0 : saving(best);
        if (!isWorth(saving)) {
            return Set.of();
        }
        for (IndexCandidate one : List.copyOf(best)) {
            Set<IndexCandidate> fewer = new LinkedHashSet<>(best);
            fewer.remove(one);
            if (saving(fewer) >= KEPT_BY_SET * saving) {
                best = fewer;
            }
        }
        return narrowed(best, saving);
    }

    private boolean isWorth(double saving) {
        return saving >= LEAST_UNITS && saving >= LEAST_SHARE * before;
    }

    private double saving(Set<IndexCandidate> set) throws SQLException {
        return set.isEmpty() ? 0 : before - trial.with(set).cost();
    }

    private Set<IndexCandidate> narrowed(Set<IndexCandidate> wide, double saving) throws SQLException {
        List<IndexCandidate> set = new ArrayList<>(wide);
        for (int i = 0; i < set.size(); i++) {
            for (int column = set.get(i).columns().size() - 1; column >= 0; column--) {
                if (set.get(i).columns().size() == 1) {
                    break;
                }
                List<IndexCandidate> narrower = new ArrayList<>(set);
                narrower.set(i, set.get(i).without(column));
                Set<IndexCandidate> tried = new LinkedHashSet<>(narrower);
                if (saving(tried) >= KEPT_BY_WIDTH * saving) {
                    set = narrower;
                }
            }
        }
        return new LinkedHashSet<>(set);
    }
}
