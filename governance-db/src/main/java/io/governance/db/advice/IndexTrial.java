package io.governance.db.advice;

import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a statement costs with other indexes. Nothing of it stays in the database. Used by one thread. */
interface IndexTrial extends AutoCloseable {
    /** How sure a figure is. */
    enum Confidence {
        /** The index was made, and the planner used it. */
        VERIFIED,
        /** The planner was told of an index that does not exist; its size is an estimate. */
        ESTIMATED,
        /** Nobody was asked. */
        UNVERIFIED
    }

    /** The plans of all executions, and the candidates that they use. */
    record Result(List<PlanNode> plans, Set<IndexCandidate> used) {
        double cost() {
            return plans.stream().mapToDouble(PlanNode::cost).average().orElse(0);
        }

        double cost(int execution) {
            return plans.get(execution).cost();
        }
    }

    /** The candidates that can be tried: an expression that no index may have is left out here. */
    Set<IndexCandidate> possible(Collection<IndexCandidate> candidates) throws SQLException;

    /** The plans when just these candidates exist beside the indexes that are there. */
    Result with(Set<IndexCandidate> candidates) throws SQLException;

    /** Size of a possible candidate in bytes. */
    long bytes(IndexCandidate candidate) throws SQLException;

    Confidence confidence();

    /** Forgets what belongs to the session. The transaction is rolled back by whoever began it. */
    @Override
    void close() throws SQLException;

    /** As many candidates as are affordable. */
    int most();

    default long bytes(Set<IndexCandidate> candidates) throws SQLException {
        long bytes = 0;
        for (IndexCandidate candidate : new LinkedHashSet<>(candidates)) {
            bytes += bytes(candidate);
        }
        return bytes;
    }
}
