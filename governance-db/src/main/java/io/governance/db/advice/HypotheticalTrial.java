package io.governance.db.advice;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells the planner of indexes that do not exist, by the extension hypopg. Nobody waits for it. */
final class HypotheticalTrial implements IndexTrial {
    private static final String CREATE = """
            SELECT hypopg_reset();
            SELECT wanted.place, made.indexname, hypopg_relation_size(made.indexrelid)
            FROM unnest(?::text[]) WITH ORDINALITY AS wanted(ddl, place), hypopg_create_index(wanted.ddl) AS made
            """;
    private static final int MOST = 120;

    private final Connection connection;
    private final Planner planner;
    private final Map<Set<IndexCandidate>, Result> known = new HashMap<>();
    private final Map<IndexCandidate, Long> bytes = new HashMap<>();

    HypotheticalTrial(Connection connection, Planner planner) {
        this.connection = connection;
        this.planner = planner;
    }

    /** Whether the extension is there; looked up in the catalog, nothing is installed. */
    static boolean isInstalled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 FROM pg_extension WHERE extname = 'hypopg'")) {
            return row.next();
        }
    }

    @Override
    public Set<IndexCandidate> possible(Collection<IndexCandidate> candidates) throws SQLException {
        Set<IndexCandidate> possible = new LinkedHashSet<>();
        if (isPossible(candidates)) {
            possible.addAll(candidates);
            return possible;
        }
        for (IndexCandidate candidate : candidates) {
            if (isPossible(List.of(candidate))) {
                possible.add(candidate);
            }
        }
        return possible;
    }

    private boolean isPossible(Collection<IndexCandidate> candidates) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            create(List.copyOf(candidates));
            return true;
        } catch (SQLException e) {
            connection.rollback(before);
            return false;
        } finally {
            connection.releaseSavepoint(before);
        }
    }

    @Override
    public Result with(Set<IndexCandidate> candidates) throws SQLException {
        Result result = known.get(candidates);
        if (result == null) {
            Map<String, IndexCandidate> names = create(List.copyOf(candidates));
            List<PlanNode> plans = planner.plans();
            Set<IndexCandidate> used = new LinkedHashSet<>();
            plans.forEach(plan -> plan.indexes().forEach(index -> {
                IndexCandidate candidate = names.get(index);
                if (candidate != null) {
                    used.add(candidate);
                }
            }));
            result = new Result(plans, used);
            known.put(Set.copyOf(candidates), result);
        }
        return result;
    }

    private Map<String, IndexCandidate> create(List<IndexCandidate> candidates) throws SQLException {
        Map<String, IndexCandidate> names = new HashMap<>();
        if (candidates.isEmpty()) {
            reset();
            return names;
        }
        Array texts = connection.createArrayOf(
                "text",
                candidates.stream()
                        .map(candidate -> candidate.trial("").replaceFirst("INDEX {2}", "INDEX "))
                        .toArray());
        try (PreparedStatement create = connection.prepareStatement(CREATE)) {
            create.setArray(1, texts);
            create.execute();
            create.getMoreResults();
            try (ResultSet row = create.getResultSet()) {
                while (row.next()) {
                    IndexCandidate candidate = candidates.get(row.getInt(1) - 1);
                    names.put(row.getString(2), candidate);
                    bytes.put(candidate, row.getLong(3));
                }
            }
        }
        return names;
    }

    /** They belong to the session, not to the transaction. */
    @Override
    public void close() throws SQLException {
        reset();
    }

    private void reset() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT hypopg_reset()");
        }
    }

    @Override
    public long bytes(IndexCandidate candidate) {
        return bytes.getOrDefault(candidate, 0L);
    }

    @Override
    public Confidence confidence() {
        return Confidence.ESTIMATED;
    }

    @Override
    public int most() {
        return MOST;
    }
}
