package io.governance.db.advice;

import io.governance.db.SampledStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL what it would do. Only EXPLAIN without ANALYZE is ever sent, and only of {@link SqlText} that may be. */
final class Planner {
    private static final String EXPLAIN = "EXPLAIN (VERBOSE, FORMAT JSON) ";

    private final Connection connection;
    private final Question question;
    private final @Nullable PlanNode generic;
    private boolean isPrepared;

    Planner(Connection connection, Question question) throws SQLException {
        this.connection = connection;
        this.question = question;
        this.generic = genericOrNull();
    }

    /** One plan for each execution; the plan for any parameters when there is none. */
    List<PlanNode> plans() throws SQLException {
        List<PlanNode> plans = new ArrayList<>();
        for (SampledStatement.Execution execution : question.executions()) {
            plans.add(explain(execution));
        }
        if (plans.isEmpty()) {
            plans.add(generic());
            deallocate();
        }
        return plans;
    }

    /** The plan for any parameters, as it is without trial indexes; {@code null} when the server refuses to make one. */
    @Nullable
    PlanNode withoutValues() {
        return generic;
    }

    private PlanNode explain(SampledStatement.Execution execution) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement(EXPLAIN + execution.sql())) {
            for (int i = 0; i < execution.parameters().size(); i++) {
                explain.setObject(i + 1, execution.parameters().get(i));
            }
            try (ResultSet answer = explain.executeQuery()) {
                return read(answer);
            }
        }
    }

    private @Nullable PlanNode genericOrNull() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return generic();
        } catch (SQLException e) {
            if (question.executions().isEmpty()) {
                throw e;
            }
            return null;
        } finally {
            connection.rollback(before);
            deallocate();
        }
    }

    private PlanNode generic() throws SQLException {
        SqlText text = SqlText.of(question.text());
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            if (text.parameters() > 0) {
                return prepared(statement, text);
            }
            try (ResultSet answer = statement.executeQuery(EXPLAIN + text.numbered())) {
                return read(answer);
            }
        }
    }

    /** GENERIC_PLAN of PostgreSQL 16 is not for drivers that bind. A prepared statement outlives a rollback. */
    private PlanNode prepared(Statement statement, SqlText text) throws SQLException {
        statement.execute("SET LOCAL plan_cache_mode = force_generic_plan");
        statement.execute("PREPARE governance_advice AS " + text.numbered());
        isPrepared = true;
        try (ResultSet answer = statement.executeQuery(EXPLAIN + "EXECUTE governance_advice("
                + String.join(", ", java.util.Collections.nCopies(text.parameters(), "NULL")) + ")")) {
            return read(answer);
        }
    }

    private void deallocate() throws SQLException {
        if (isPrepared) {
            isPrepared = false;
            try (Statement statement = connection.createStatement()) {
                statement.execute("DEALLOCATE governance_advice");
            }
        }
    }

    private static PlanNode read(ResultSet answer) throws SQLException {
        StringBuilder json = new StringBuilder();
        while (answer.next()) {
            json.append(answer.getString(1)).append('\n');
        }
        return PlanReader.read(json.toString());
    }
}
