package io.governance.db.advice;

import io.governance.Governance;
import io.governance.db.Dialect;
import io.governance.db.SampledStatement;
import io.governance.db.Statements;
import io.governance.judge.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Names missing indexes of a PostgreSQL database, compound ones too, with the planner's own figures as proof.
 *
 * <p>The plan of a statement tells the columns that are compared and sorted by; candidates of at most four columns are
 * made for real in a transaction that is always rolled back, the planner says what it would then do, and only the
 * smallest set that keeps the saving is proposed. It proposes nothing that saves less than 10 % or 5 cost units, and no
 * index on a table whose statistics are stale: there the advice is {@code ANALYZE}. It never changes a database.
 *
 * <p>Every method does I/O: call it from a job or a test, or through {@link Governance#remember}. Thread-safe.
 */
public final class IndexAdvisor {
    private static final int STATEMENTS = 20;
    private static final int CANDIDATES = 12;

    private final Governance governance;
    private final DataSource database;
    private final boolean isTrialAllowed;
    private final Duration lockTimeout;
    private final Duration statementTimeout;

    private IndexAdvisor(Builder settings, DataSource database) {
        this.governance = settings.governance;
        this.database = database;
        this.isTrialAllowed = settings.isTrialAllowed;
        this.lockTimeout = settings.lockTimeout;
        this.statementTimeout = settings.statementTimeout;
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
            try (Connection connection = database.getConnection()) {
                findings.addAll(advise(connection, one.subject(), one.place(), one.executions()));
            }
        }
        statements.advise(findings);
        return List.copyOf(findings);
    }

    /**
     * Advises on one statement.
     *
     * @param subject operation or resource that the findings are about
     * @param sql with {@code ?} for its parameters
     * @param parameterSets one to three sets of parameters; an empty one for a statement without any
     * @throws SQLException when the database cannot be asked
     */
    public List<Finding> advise(String subject, String sql, List<List<Object>> parameterSets) throws SQLException {
        if (parameterSets.isEmpty()) {
            throw new IllegalArgumentException("no parameters for " + sql + ": give one set at least, List.of() when"
                    + " the statement has no parameters");
        }
        List<SampledStatement.Execution> samples = parameterSets.stream()
                .map(parameters -> new SampledStatement.Execution(sql, List.copyOf(parameters)))
                .toList();
        try (Connection connection = database.getConnection()) {
            return advise(connection, subject, null, samples);
        }
    }

    private List<Finding> advise(
            Connection connection, String subject, @Nullable String place, List<SampledStatement.Execution> samples)
            throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        if (Dialect.ofProduct(product) != Dialect.POSTGRESQL) {
            throw new SQLFeatureNotSupportedException(
                    "index advice asks the planner of PostgreSQL, found " + product + ": advise there yourself");
        }
        boolean wasAutoCommit = connection.getAutoCommit();
        try {
            IndexTrial trial = IndexTrial.begin(connection, samples, lockTimeout, statementTimeout);
            return search(trial, new PostgresCatalog(connection), new IndexFindings(subject, place, samples.get(0)));
        } catch (SQLException e) {
            governance.complain(
                    "a statement could not be explained: " + samples.get(0).sql(), e);
            return List.of();
        } finally {
            connection.rollback();
            connection.setAutoCommit(wasAutoCommit);
        }
    }

    private List<Finding> search(IndexTrial trial, PostgresCatalog catalog, IndexFindings findings)
            throws SQLException {
        IndexTrial.Result before = trial.with(Set.of());
        Set<String> stale = new TreeSet<>();
        Set<IndexCandidate> candidates = new LinkedHashSet<>();
        for (PlanNode plan : before.plans()) {
            Conditions conditions = Conditions.of(plan);
            for (Map.Entry<String, Conditions.OfTable> one :
                    conditions.byAlias().entrySet()) {
                String table = conditions.table(one.getKey());
                if (stale.contains(table) || catalog.isStale(table)) {
                    stale.add(table);
                } else {
                    candidates.addAll(candidates(catalog, table, one.getValue()));
                }
            }
        }
        List<Finding> found = new ArrayList<>();
        stale.forEach(table -> found.add(findings.staleStatistics(table, before)));
        if (stale.isEmpty() && !candidates.isEmpty()) {
            found.addAll(missing(trial, before, candidates, findings));
        }
        return found;
    }

    private static List<IndexCandidate> candidates(PostgresCatalog catalog, String table, Conditions.OfTable asked)
            throws SQLException {
        Map<String, Double> distinct = catalog.distinctValues(table);
        List<IndexCandidate> fresh = new ArrayList<>();
        for (IndexCandidate one : IndexCandidate.of(table, asked, column -> distinct.getOrDefault(column, 0.0))) {
            if (!catalog.exists(one)) {
                fresh.add(one);
            }
        }
        return fresh;
    }

    private List<Finding> missing(
            IndexTrial trial, IndexTrial.Result before, Set<IndexCandidate> candidates, IndexFindings findings)
            throws SQLException {
        Set<IndexCandidate> few =
                new LinkedHashSet<>(candidates.stream().limit(CANDIDATES).toList());
        if (!isTrialAllowed) {
            boolean readsAll =
                    before.plans().stream().anyMatch(plan -> plan.types().contains("Seq Scan"));
            return readsAll ? List.of(findings.unverified(few.iterator().next(), before)) : List.of();
        }
        Set<IndexCandidate> best = new IndexSearch(trial).best(few);
        if (best.isEmpty()) {
            return List.of();
        }
        IndexTrial.Result after = trial.with(best);
        return List.of(findings.missing(best, before, after));
    }

    /** What differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private final Governance governance;
        private boolean isTrialAllowed;
        private Duration lockTimeout = Duration.ofSeconds(1);
        private Duration statementTimeout = Duration.ofSeconds(30);

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
