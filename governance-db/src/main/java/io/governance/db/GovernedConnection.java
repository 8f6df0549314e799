package io.governance.db;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection whose statements are counted. */
final class GovernedConnection extends DelegatingConnection {
    final Recorder recorder;
    private final @Nullable Loans loans;
    private final @Nullable Loan loan;
    private int lentTimes;
    private long measuredFrom;

    /** @param loans of the pool that it belongs to; null when it is lent by none of ours */
    GovernedConnection(Connection raw, Recorder recorder, @Nullable Loans loans) {
        super(raw);
        this.recorder = recorder;
        this.loans = loans;
        this.loan = loans == null ? null : loans.open();
    }

    /** The pool gives it to the current thread. */
    void lent() {
        if (loans != null && loan != null) {
            loans.begin(loan);
            if (Loans.isMeasured(lentTimes++)) {
                measuredFrom = recorder.start();
            }
        }
    }

    private void givenBack() {
        if (loans != null && loan != null) {
            loan.end();
            if (measuredFrom != 0) {
                loans.lasted(recorder.start() - measuredFrom);
                measuredFrom = 0;
            }
        }
    }

    long begins(KnownText text) {
        long now = recorder.start();
        if (loan != null) {
            loan.statementBegins(text, now);
        }
        return now;
    }

    void ended(long nowNanos) {
        if (loan != null) {
            loan.statementEnds(nowNanos);
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
        transactionEnded();
    }

    @Override
    public void commit() throws SQLException {
        raw.commit();
        transactionEnded();
    }

    private void transactionEnded() {
        if (loan != null) {
            loan.transactionEnds();
        }
    }

    @Override
    public void setAutoCommit(boolean isOn) throws SQLException {
        raw.setAutoCommit(isOn);
        if (loan != null) {
            loan.autoCommit(isOn);
        }
    }

    /** HikariCP does this, and nothing else that could be seen, whenever it takes a connection back. */
    @Override
    public void clearWarnings() throws SQLException {
        givenBack();
        raw.clearWarnings();
    }

    @Override
    public void close() throws SQLException {
        forgotten();
        raw.close();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        forgotten();
        raw.abort(executor);
    }

    private void forgotten() {
        if (loans != null && loan != null) {
            loans.closed(loan);
        }
    }
}
