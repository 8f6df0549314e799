package io.governance.db;

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection whose statements are counted. */
final class GovernedConnection extends DelegatingConnection {
    final Recorder recorder;
    private final @Nullable Loan loan;
    private @Nullable StatementLog loanLog;
    private @Nullable BoundArrays arrays;
    private int transaction;

    /** @param loan told what becomes of this connection; null when no pool of ours lends it */
    GovernedConnection(Connection raw, Recorder recorder, @Nullable Loan loan) {
        super(raw);
        this.recorder = recorder;
        this.loan = loan;
        this.transaction = recorder.connection();
    }

    /** Tells this connection's transactions from each other and from those of other connections. */
    int transaction() {
        return transaction;
    }

    /** The scope of what is executed outside any call. */
    StatementLog loanLog() {
        StatementLog log = loanLog;
        if (log == null) {
            log = recorder.borrowLog();
            loanLog = log;
        }
        return log;
    }

    void rolledBack() {
        recorder.rolledBack(this, transaction);
        transaction++;
    }

    /** The pool gives it to the current thread. */
    void lent() {
        if (loan != null) {
            loan.begin();
        }
    }

    /** Returns the time at which a statement begins. */
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

    private void loanEnds() {
        if (loan != null) {
            loan.end();
        }
        StatementLog log = loanLog;
        if (log != null) {
            loanLog = null;
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
            transactionEnded();
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
        transactionEnded();
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        raw.rollback(savepoint);
        rolledBack();
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

    /** A pool calls this when a connection comes back to it: what was executed since is one loan. */
    @Override
    public void clearWarnings() throws SQLException {
        try {
            raw.clearWarnings();
        } finally {
            loanEnds();
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            raw.close();
        } finally {
            gone();
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        try {
            raw.abort(executor);
        } finally {
            gone();
        }
    }

    private void gone() {
        loanEnds();
        if (loan != null) {
            loan.close();
        }
    }
}
