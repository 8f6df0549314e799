package io.governance.db;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection whose statements are counted. */
final class GovernedConnection extends DelegatingConnection {
    final Recorder recorder;

    GovernedConnection(Connection raw, Recorder recorder) {
        super(raw);
        this.recorder = recorder;
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
        return prepared(raw.prepareStatement(sql), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        return prepared(raw.prepareStatement(sql, type, concurrency), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return prepared(raw.prepareStatement(sql, type, concurrency, holdability), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return prepared(raw.prepareStatement(sql, generatedKeys), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return prepared(raw.prepareStatement(sql, columns), sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return prepared(raw.prepareStatement(sql, columns), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        return callable(raw.prepareCall(sql), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return callable(raw.prepareCall(sql, type, concurrency), sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return callable(raw.prepareCall(sql, type, concurrency, holdability), sql);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return new GovernedDatabaseMetaData(raw.getMetaData(), this);
    }

    @Override
    public void rollback() throws SQLException {
        raw.rollback();
        recorder.rolledBack();
    }
}
