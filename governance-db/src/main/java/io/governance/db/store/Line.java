package io.governance.db.store;

import io.governance.measure.Time;
import io.governance.remember.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One connection to the database, made when needed and made anew after a failure; one user at a time. */
final class Line {
    /** A piece of work on the connection. */
    interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    private static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int ATTEMPTS = 3;

    private final ReentrantLock lock = new ReentrantLock();
    private final DataSource database;
    private final Schema schema;
    private final Time time;
    private final int timeoutSeconds;
    private @Nullable Connection open;
    private long usedAtNanos;
    private boolean isClosed;

    Line(StoreSettings settings, Schema schema) {
        this.database = settings.database();
        this.schema = schema;
        this.time = settings.time();
        this.timeoutSeconds = (int) settings.timeout().toSeconds();
    }

    /**
     * Runs the work in a transaction. After a lost connection or a conflict it runs again on a good one, so it must come
     * to the same result when an earlier attempt was committed without our knowing.
     */
    <T extends @Nullable Object> T transaction(String what, Work<T> work) {
        if (!tryLock()) {
            throw unavailable(what, new SQLException("the connection was busy for " + timeoutSeconds + " s"));
        }
        try {
            SQLException last = new SQLException("not attempted");
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                boolean wasOpen = open != null;
                try {
                    return attempt(work);
                } catch (SQLException e) {
                    last = e;
                    boolean isConflict = isUniqueViolation(e);
                    if (!isConflict) {
                        drop();
                        if (!wasOpen) {
                            break;
                        }
                    }
                }
            }
            throw unavailable(what, last);
        } finally {
            lock.unlock();
        }
    }

    private boolean tryLock() {
        try {
            return lock.tryLock(2L * timeoutSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <T extends @Nullable Object> T attempt(Work<T> work) throws SQLException {
        Connection connection = connection();
        boolean isDone = false;
        try {
            T result = work.on(connection);
            connection.commit();
            usedAtNanos = time.nanos();
            isDone = true;
            return result;
        } finally {
            if (!isDone) {
                rollBack(connection);
            }
        }
    }

    private void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            drop(); // the failure that led here is the one to report
        }
    }

    private Connection connection() throws SQLException {
        if (isClosed) {
            throw new SQLException("the store is closed");
        }
        Connection known = open;
        if (known != null && time.nanos() - usedAtNanos > TRUSTED_NANOS && !known.isValid(timeoutSeconds)) {
            drop();
            known = null;
        }
        if (known == null) {
            known = connect();
            open = known;
            usedAtNanos = time.nanos();
        }
        return known;
    }

    private Connection connect() throws SQLException {
        if (database.getLoginTimeout() == 0) {
            database.setLoginTimeout(timeoutSeconds);
        }
        Connection fresh = database.getConnection();
        try {
            boundWaiting(fresh);
            schema.createIfMissing(fresh);
            fresh.setAutoCommit(false);
            return fresh;
        } catch (SQLException e) {
            close(fresh);
            throw e;
        }
    }

    private void boundWaiting(Connection fresh) throws SQLException {
        try {
            fresh.setNetworkTimeout(Runnable::run, timeoutSeconds * 1_000);
        } catch (SQLFeatureNotSupportedException e) {
            return; // an embedded database has no network to wait for
        }
    }

    private void drop() {
        Connection broken = open;
        open = null;
        if (broken != null) {
            close(broken);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            return; // it is given up either way
        }
    }

    void close() {
        lock.lock();
        try {
            isClosed = true;
            drop();
        } finally {
            lock.unlock();
        }
    }

    static boolean isUniqueViolation(SQLException e) {
        return UNIQUE_VIOLATION.equals(e.getSQLState());
    }

    private StoreUnavailableException unavailable(String what, SQLException cause) {
        return new StoreUnavailableException(name(), what, cause);
    }

    /** The kind of data source is all that can be said without giving away a password. */
    private String name() {
        return "the store behind " + database.getClass().getSimpleName();
    }
}
