package io.governance.db.advice;

import io.governance.Governance;
import io.governance.db.Dialect;
import io.governance.db.SampledStatement;
import io.governance.db.Statements;
import io.governance.judge.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Names missing indexes of a PostgreSQL database, compound ones too, with the planner's own figures as proof, and those
 * that are there for nothing.
 *
 * <p>The plan of a statement tells the columns that are compared and sorted by. Candidates with keys of at most four
 * columns are shown to the planner by the extension hypopg where it is installed (the advice says ESTIMATED), else made
 * for real in a transaction that is rolled back where {@link Builder#trialIndexes} allows it (VERIFIED), else only
 * named (UNVERIFIED); of H2 only EXPLAIN is asked. The smallest set that keeps the saving is proposed. It proposes
 * nothing that saves less than 10 % or 5 cost units, and no index where statistics are stale: there the advice is
 * {@code ANALYZE}. It never changes a database, never analyzes by executing, and explains nothing but single statements
 * that read or write rows.
 *
 * <p>Every method does I/O: call it from a job or a test, or through {@link Governance#remember}. Thread-safe.
 */
public final class IndexAdvisor {
    private static final int STATEMENTS = 20;

    private final Governance governance;
    private final DataSource database;
    private final boolean isTrialAllowed;
    private final Duration lockTimeout;
    private final Duration statementTimeout;
    private final Duration unreadFor;

    private IndexAdvisor(Builder settings, DataSource database) {
        this.governance = settings.governance;
        this.database = database;
        this.isTrialAllowed = settings.isTrialAllowed;
        this.lockTimeout = settings.lockTimeout;
        this.statementTimeout = settings.statementTimeout;
        this.unreadFor = settings.unreadFor;
    }

    /** Returns a builder of an advisor for the statements that a governance has seen. */
    public static Builder builder(Governance governance) {
        return new Builder(governance);
    }

    /**
     * Advises on the 20 reads that took the most time so far; examinations show the findings until the next advice.
     *
     * @throws SQLException when the database cannot be asked; a single statement that cannot be explained is left out
     *     and counted as a complaint
     */
    public List<Finding> advise() throws SQLException {
        Statements statements = Statements.of(governance);
        List<Finding> findings = new ArrayList<>();
        for (SampledStatement one : statements.slowestReads(STATEMENTS)) {
            List<SampledStatement.Execution> executions = one.executions();
            findings.addAll(advise(
                    new Question(one.subject(), one.place(), executions.get(0).sql(), executions)));
        }
        statements.advise(findings);
        return List.copyOf(findings);
    }

    /**
     * Advises on one statement.
     *
     * @param subject operation or resource that the findings are about
     * @param sql with {@code ?} for its parameters
     * @param parameterSets up to three sets of parameters, different ones best; none for the plan that the server
     *     makes for any parameters
     * @throws SQLException when the database cannot be asked
     */
    public List<Finding> advise(String subject, String sql, List<List<Object>> parameterSets) throws SQLException {
        List<SampledStatement.Execution> executions = parameterSets.stream()
                .map(parameters -> new SampledStatement.Execution(sql, List.copyOf(parameters)))
                .toList();
        return advise(new Question(subject, null, sql, executions));
    }

    /**
     * Reviews what is there: indexes that repeat others, that nobody reads or that failed; foreign keys without an
     * index; tables and views that nobody reads, tables that are bloated or not analyzed. Reads the catalog only.
     *
     * @param schema name of a schema, {@code %} for all
     * @throws SQLException when the database cannot be asked
     */
    public List<Finding> review(String schema) throws SQLException {
        try (Connection connection = database.getConnection()) {
            refuseOther(connection);
            return new SchemaReview(connection, schema, unreadFor).findings();
        }
    }

    /** Advises on one statement whose executions may differ in their texts. */
    List<Finding> advise(Question question) throws SQLException {
        if (!SqlText.of(question.text()).isExplainable()
                || !question.executions().stream()
                        .allMatch(one -> SqlText.of(one.sql()).isExplainable())) {
            governance.complain(
                    "no single statement that reads or writes rows, not explained: " + question.text(),
                    new IllegalArgumentException("not explainable"));
            return List.of();
        }
        try (Connection connection = database.getConnection()) {
            if (dialect(connection) == Dialect.H2) {
                return new H2Advice(connection, question).find();
            }
            refuseOther(connection);
            return inTransaction(connection, question);
        }
    }

    private static Dialect dialect(Connection connection) throws SQLException {
        return Dialect.ofProduct(connection.getMetaData().getDatabaseProductName());
    }

    private static void refuseOther(Connection connection) throws SQLException {
        if (dialect(connection) != Dialect.POSTGRESQL) {
            throw new SQLFeatureNotSupportedException("index advice asks the planner of PostgreSQL, found "
                    + connection.getMetaData().getDatabaseProductName() + ": advise there yourself");
        }
    }

    private List<Finding> inTransaction(Connection connection, Question question) throws SQLException {
        boolean wasAutoCommit = connection.getAutoCommit();
        try {
            connection.setAutoCommit(false);
            try (Statement settings = connection.createStatement()) {
                settings.execute("SET LOCAL lock_timeout = " + lockTimeout.toMillis());
                settings.execute("SET LOCAL statement_timeout = " + statementTimeout.toMillis());
            }
            return new QuestionAdvice(connection, question, isTrialAllowed).find();
        } catch (SQLException e) {
            governance.complain("a statement could not be explained: " + question.text(), e);
            return List.of();
        } finally {
            connection.rollback();
            connection.setAutoCommit(wasAutoCommit);
        }
    }

    /** What differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private final Governance governance;
        private boolean isTrialAllowed;
        private Duration lockTimeout = Duration.ofSeconds(1);
        private Duration statementTimeout = Duration.ofSeconds(30);
        private Duration unreadFor = Duration.ofDays(30);

        private Builder(Governance governance) {
            this.governance = governance;
        }

        /**
         * Allows indexes to be made for real in a transaction that is rolled back. While one is built, writers of that
         * table wait: say this of a test database or a copy, not of a busy one. Without it proposals are UNVERIFIED.
         */
        public Builder trialIndexes() {
            isTrialAllowed = true;
            return this;
        }

        /** Gives up when a table's lock is not to be had for this long; one second unless set. */
        public Builder lockTimeout(Duration timeout) {
            lockTimeout = timeout;
            return this;
        }

        /** Gives up when building an index takes longer; 30 seconds unless set. */
        public Builder statementTimeout(Duration timeout) {
            statementTimeout = timeout;
            return this;
        }

        /**
         * Calls an index or a table unread when it was not read for this long, and the statistics are as old; 30 days
         * unless set. Take a period that holds the month's and the year's rare jobs.
         */
        public Builder unreadFor(Duration period) {
            unreadFor = period;
            return this;
        }

        /**
         * Makes the advisor.
         *
         * @throws IllegalArgumentException when a timeout is not positive
         */
        public IndexAdvisor build(DataSource database) {
            if (lockTimeout.toMillis() < 1 || statementTimeout.toMillis() < 1) {
                throw new IllegalArgumentException("timeouts: found lock " + lockTimeout + " and statement "
                        + statementTimeout + ", expected a millisecond or more each");
            }
            return new IndexAdvisor(this, database);
        }
    }
}
