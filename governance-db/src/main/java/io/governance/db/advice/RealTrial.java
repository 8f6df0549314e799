package io.governance.db.advice;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes indexes for real, each once, in a transaction that is always rolled back; for each look the others are dropped
 * up to a savepoint. Whoever uses the table waits until the end: for a test database or a copy.
 */
final class RealTrial implements IndexTrial {
    private static final int MOST = 12;

    private final Connection connection;
    private final Planner planner;
    private final Map<IndexCandidate, String> made = new LinkedHashMap<>();
    private final Map<IndexCandidate, Long> bytes = new HashMap<>();
    private final Map<Set<IndexCandidate>, Result> known = new HashMap<>();

    RealTrial(Connection connection, Planner planner) {
        this.connection = connection;
        this.planner = planner;
    }

    @Override
    public Set<IndexCandidate> possible(Collection<IndexCandidate> candidates) throws SQLException {
        Set<IndexCandidate> possible = new LinkedHashSet<>();
        for (IndexCandidate candidate : candidates) {
            if (made.containsKey(candidate) || make(candidate)) {
                possible.add(candidate);
            }
        }
        return possible;
    }

    private boolean make(IndexCandidate candidate) throws SQLException {
        String name = "governance_trial_" + (made.size() + 1);
        Savepoint before = connection.setSavepoint();
        try (Statement create = connection.createStatement()) {
            create.execute(candidate.trial(name));
            try (ResultSet row = create.executeQuery("SELECT pg_relation_size(i.indexrelid), quote_ident(n.nspname)"
                    + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n"
                    + " ON n.oid = c.relnamespace WHERE c.relname = '" + name + "'")) {
                row.next();
                bytes.put(candidate, row.getLong(1));
                made.put(candidate, row.getString(2) + "." + name);
            }
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            connection.rollback(before);
            if (e.getSQLState() != null
                    && (e.getSQLState().startsWith("55") || e.getSQLState().startsWith("57"))) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public Result with(Set<IndexCandidate> candidates) throws SQLException {
        Result result = known.get(candidates);
        if (result == null) {
            possible(candidates);
            result = attempt(candidates);
            known.put(Set.copyOf(candidates), result);
        }
        return result;
    }

    private Result attempt(Set<IndexCandidate> candidates) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement drop = connection.createStatement()) {
            for (Map.Entry<IndexCandidate, String> one : made.entrySet()) {
                if (!candidates.contains(one.getKey())) {
                    drop.execute("DROP INDEX " + one.getValue());
                }
            }
            List<PlanNode> plans = planner.plans();
            Set<IndexCandidate> used = new LinkedHashSet<>();
            for (PlanNode plan : plans) {
                for (String index : plan.indexes()) {
                    made.forEach((candidate, name) -> {
                        if (name.endsWith("." + index)) {
                            used.add(candidate);
                        }
                    });
                }
            }
            return new Result(plans, used);
        } finally {
            connection.rollback(before);
        }
    }

    @Override
    public long bytes(IndexCandidate candidate) {
        return bytes.getOrDefault(candidate, 0L);
    }

    @Override
    public Confidence confidence() {
        return Confidence.VERIFIED;
    }

    @Override
    public void close() {}

    @Override
    public int most() {
        return MOST;
    }
}
