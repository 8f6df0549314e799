package io.governance.db;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A connection whose statements are counted. */
final class GovernedConnection extends DelegatingConnection {
    final Recorder recorder;
    private @Nullable StatementLog loan;
    private @Nullable BoundArrays arrays;
    private int transaction;

    GovernedConnection(Connection raw, Recorder recorder) {
        super(raw);
        this.recorder = recorder;
        this.transaction = recorder.connection();
    }

    /** Tells this connection's transactions from each other and from those of other connections. */
    int transaction() {
        return transaction;
    }

    /** The scope of what is executed outside any call. */
    StatementLog loanLog() {
        StatementLog log = loan;
        if (log == null) {
            log = recorder.borrowLog();
            loan = log;
        }
        return log;
    }

    void rolledBack() {
        recorder.rolledBack(this, transaction);
        transaction++;
    }

    private void loanEnds() {
        StatementLog log = loan;
        if (log != null) {
            loan = null;
            recorder.loanEnded(log);
        }
    }

    private Statement plain(Statement statement) {
        return new GovernedStatement(statement, this, KnownText.NONE);
    }

    private PreparedStatement prepared(PreparedStatement statement, String sql) {
        return new GovernedPreparedStatement(statement, this, recorder.known(sql), sql);
    }

    private CallableStatement callable(CallableStatement statement, String sql) {
        return new GovernedCallableStatement(statement, this, recorder.known(sql), sql);
    }

    @Override
    public Statement createStatement() throws SQLException {
        return plain(raw.createStatement());
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        return plain(raw.createStatement(type, concurrency));
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return plain(raw.createStatement(type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        return prepared(raw.prepareStatement(recorder.commented(sql)), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return prepared(raw.prepareStatement(recorder.commented(sql), type, concurrency), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return prepared(raw.prepareStatement(recorder.commented(sql), type, concurrency, holdability), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return prepared(raw.prepareStatement(recorder.commented(sql), generatedKeys), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return prepared(raw.prepareStatement(recorder.commented(sql), columns), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return prepared(raw.prepareStatement(recorder.commented(sql), columns), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return callable(raw.prepareCall(recorder.commented(sql)), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return callable(raw.prepareCall(recorder.commented(sql), type, concurrency), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return callable(raw.prepareCall(recorder.commented(sql), type, concurrency, holdability), sql);
    }

    @Override
    public Array createArrayOf(String type, Object[] elements) throws SQLException {
        Array array = raw.createArrayOf(type, elements);
        if (array != null && elements != null) {
            arrays = arrays == null ? new BoundArrays() : arrays;
            arrays.made(array, elements);
        }
        return array;
    }

    BoundArrays.@Nullable Known array(@Nullable Array array) {
        return array == null || arrays == null ? null : arrays.of(array);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return new GovernedDatabaseMetaData(raw.getMetaData(), this);
    }

    @Override
    public void commit() throws SQLException {
        boolean isCommitted = false;
        try {
            raw.commit();
            isCommitted = true;
            transaction++;
        } finally {
            if (!isCommitted) {
                rolledBack();
            }
        }
    }

    @Override
    public void rollback() throws SQLException {
        raw.rollback();
        rolledBack();
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        raw.rollback(savepoint);
        rolledBack();
    }

    /** A pool calls this when a connection comes back to it: what was executed since is one loan. */
    @Override
    public void clearWarnings() throws SQLException {
        raw.clearWarnings();
        loanEnds();
    }

    @Override
    public void close() throws SQLException {
        try {
            raw.close();
        } finally {
            loanEnds();
        }
    }
}
