package io.governance.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement whose text comes with its execution. Exceptions of the driver pass through as they are. */
class GovernedStatement extends DelegatingStatement {
    /** One round trip. */
    interface Execution<T> {
        T run() throws SQLException;
    }

    final GovernedConnection connection;
    KnownText text;
    private int batchRows;
    private @Nullable PageRows pageRows;

    GovernedStatement(Statement raw, GovernedConnection connection, KnownText text) {
        super(raw);
        this.connection = connection;
        this.text = text;
    }

    final <T> T counted(String sql, Execution<T> execution) throws SQLException {
        KnownText known = connection.recorder.known(sql);
        text = known;
        return counted(known, 0, execution, sql);
    }

    private <T> T counted(KnownText known, int rows, Execution<T> execution, @Nullable String sampled)
            throws SQLException {
        beginPage();
        StatementListener.Execution told =
                connection.recorder.begins(this, sampled == null ? batchedSql() : sampled, rows);
        long start = connection.begins(known);
        long outcome = Recorder.FAILED;
        try {
            T answer = execution.run();
            outcome = answer instanceof Integer count ? count : Recorder.ROWS_UNKNOWN;
            return answer;
        } finally {
            connection.recorder.executed(connection, known, known, start, outcome, rows, pageRows);
            connection.recorder.ended(told, start, outcome);
            if (outcome != Recorder.FAILED && sampled != null && known.shape.isSampleWanted()) {
                known.shape.sample(sampled, List.of());
            }
        }
    }

    /** What will be read of the answer is noted when that is a page of a longer one. */
    final void beginPage() {
        pageRows = text.isPaged ? new PageRows() : null;
    }

    final @Nullable PageRows pageRows() {
        return pageRows;
    }

    final @Nullable ResultSet results(@Nullable ResultSet results) {
        return results == null ? null : new GovernedResultSet(results, connection, this);
    }

    /** What a listener is told of a batch. */
    String batchedSql() {
        return text.fingerprint.text();
    }

    final void batched() {
        batchRows++;
    }

    final <T> T countedBatch(Execution<T> execution) throws SQLException {
        int rows = batchRows;
        batchRows = 0;
        return rows == 0 ? execution.run() : counted(text, rows, execution, null);
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        return results(raw.getResultSet());
    }

    @Override
    public @Nullable ResultSet getGeneratedKeys() throws SQLException {
        return results(raw.getGeneratedKeys());
    }

    @Override
    public @Nullable ResultSet executeQuery(String sql) throws SQLException {
        return results(counted(sql, () -> raw.executeQuery(connection.recorder.commented(sql))));
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        return counted(sql, () -> raw.execute(connection.recorder.commented(sql)));
    }

    @Override
    public boolean execute(String sql, int generatedKeys) throws SQLException {
        return counted(sql, () -> raw.execute(connection.recorder.commented(sql), generatedKeys));
    }

    @Override
    public boolean execute(String sql, int[] columns) throws SQLException {
        return counted(sql, () -> raw.execute(connection.recorder.commented(sql), columns));
    }

    @Override
    public boolean execute(String sql, String[] columns) throws SQLException {
        return counted(sql, () -> raw.execute(connection.recorder.commented(sql), columns));
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return counted(sql, () -> raw.executeUpdate(connection.recorder.commented(sql)));
    }

    @Override
    public int executeUpdate(String sql, int generatedKeys) throws SQLException {
        return counted(sql, () -> raw.executeUpdate(connection.recorder.commented(sql), generatedKeys));
    }

    @Override
    public int executeUpdate(String sql, int[] columns) throws SQLException {
        return counted(sql, () -> raw.executeUpdate(connection.recorder.commented(sql), columns));
    }

    @Override
    public int executeUpdate(String sql, String[] columns) throws SQLException {
        return counted(sql, () -> raw.executeUpdate(connection.recorder.commented(sql), columns));
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return counted(sql, () -> raw.executeLargeUpdate(connection.recorder.commented(sql)));
    }

    @Override
    public long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
        return counted(sql, () -> raw.executeLargeUpdate(connection.recorder.commented(sql), generatedKeys));
    }

    @Override
    public long executeLargeUpdate(String sql, int[] columns) throws SQLException {
        return counted(sql, () -> raw.executeLargeUpdate(connection.recorder.commented(sql), columns));
    }

    @Override
    public long executeLargeUpdate(String sql, String[] columns) throws SQLException {
        return counted(sql, () -> raw.executeLargeUpdate(connection.recorder.commented(sql), columns));
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        raw.addBatch(connection.recorder.commented(sql));
        text = connection.recorder.known(sql);
        batched();
    }

    @Override
    public void clearBatch() throws SQLException {
        raw.clearBatch();
        batchRows = 0;
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return countedBatch(raw::executeBatch);
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        return countedBatch(raw::executeLargeBatch);
    }
}
