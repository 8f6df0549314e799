package io.governance.db;

import java.sql.Statement;

/**
 * Hears of every round trip, for code that already listens to another interception. What it throws is counted and goes no
 * further. Called on the thread that executes; without a listener nothing is spent on it.
 */
public interface StatementListener {
    /**
     * One round trip.
     *
     * @param source name of the data source
     * @param statement as the application has it
     * @param sql text of the statement; of a batch with texts of its own the fingerprint of the last one
     * @param batchRows rows of a batch; 0 when it is none
     */
    record Execution(String source, Statement statement, String sql, int batchRows) {}

    /** The round trip begins. */
    void before(Execution execution);

    /** The round trip is over. */
    void after(Execution execution, long nanos, boolean succeeded);
}
