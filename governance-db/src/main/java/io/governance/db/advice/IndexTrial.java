package io.governance.db.advice;

import io.governance.db.SampledStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a statement costs with other indexes: they are made for real in a transaction that is always rolled back. While
 * one exists, writers of its table wait.
 */
final class IndexTrial {
    /** The plans of all samples, and the candidates that they use. */
    record Result(double cost, List<PlanNode> plans, Set<IndexCandidate> used) {}

    private final Connection connection;
    private final List<SampledStatement.Execution> samples;
    private final Map<Set<IndexCandidate>, Result> known = new HashMap<>();

    private IndexTrial(Connection connection, List<SampledStatement.Execution> samples) {
        this.connection = connection;
        this.samples = samples;
    }

    /** Begins the transaction; whoever calls this rolls it back. */
    static IndexTrial begin(Connection connection, List<SampledStatement.Execution> samples, Duration lock, Duration statement)
            throws SQLException {
        connection.setAutoCommit(false);
        try (Statement settings = connection.createStatement()) {
            settings.execute("SET LOCAL lock_timeout = " + lock.toMillis());
            settings.execute("SET LOCAL statement_timeout = " + statement.toMillis());
        }
        return new IndexTrial(connection, samples);
    }

    Result with(Collection<IndexCandidate> candidates) throws SQLException {
        Set<IndexCandidate> set = new LinkedHashSet<>(candidates);
        Result result = known.get(set);
        if (result == null) {
            result = attempt(set);
            known.put(set, result);
        }
        return result;
    }

    private Result attempt(Set<IndexCandidate> candidates) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Map<String, IndexCandidate> names = new HashMap<>();
            int number = 0;
            for (IndexCandidate candidate : candidates) {
                String name = "governance_trial_" + ++number;
                try (Statement create = connection.createStatement()) {
                    create.execute(candidate.statement().replaceFirst("INDEX ON", "INDEX " + name + " ON"));
                }
                names.put(name, candidate);
            }
            return explained(names);
        } finally {
            connection.rollback(before);
        }
    }

    private Result explained(Map<String, IndexCandidate> names) throws SQLException {
        double cost = 0;
        List<PlanNode> plans = new ArrayList<>();
        Set<IndexCandidate> used = new LinkedHashSet<>();
        for (SampledStatement.Execution sample : samples) {
            PlanNode plan = explain(sample);
            cost += plan.cost();
            plans.add(plan);
            for (String index : plan.indexes()) {
                IndexCandidate candidate = names.get(index);
                if (candidate != null) {
                    used.add(candidate);
                }
            }
        }
        return new Result(cost / samples.size(), plans, used);
    }

    private PlanNode explain(SampledStatement.Execution sample) throws SQLException {
        try (PreparedStatement explain =
                connection.prepareStatement("EXPLAIN (VERBOSE, FORMAT JSON) " + sample.sql())) {
            for (int i = 0; i < sample.parameters().size(); i++) {
                explain.setObject(i + 1, sample.parameters().get(i));
            }
            try (ResultSet answer = explain.executeQuery()) {
                StringBuilder json = new StringBuilder();
                while (answer.next()) {
                    json.append(answer.getString(1)).append('\n');
                }
                return PlanReader.read(json.toString());
            }
        }
    }
}
