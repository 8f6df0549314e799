package io.governance.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.governance.Governance;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose statements are seen: counted for each call, told apart by shape, their repetitions named.
 *
 * <p>{@link #pooled} makes the usual pool with the wrapper inside, between the pool and the driver; {@link #wrap} is for
 * any other data source. Answers and exceptions of the driver pass through unchanged. Thread-safe.
 */
public final class GovernedDataSource implements DataSource {
    private final Governance governance;
    private final String name;
    private final DataSource raw;
    private final Statements statements;
    private final int salt = new SecureRandom().nextInt();
    private final @Nullable Loans loans;
    private volatile @Nullable Recorder recorder;

    private GovernedDataSource(Governance governance, String name, DataSource raw, @Nullable Loans loans) {
        this.loans = loans;
        this.governance = governance;
        this.name = name;
        this.raw = raw;
        this.statements = Statements.of(governance);
    }

    /**
     * Makes a connection pool whose connections are governed, and watches it for exhaustion.
     *
     * <p>The configuration is copied. Two of its defaults change: a caller waits two seconds for a connection instead of
     * thirty, and a database that is down does not keep the application from starting.
     *
     * @param name such as {@code orders}; the pool is called so unless it has a name
     * @throws IllegalArgumentException when the configuration names no database, a governed one, or an XA one
     */
    public static HikariDataSource pooled(Governance governance, String name, HikariConfig config) {
        HikariConfig own = new HikariConfig();
        config.copyStateTo(own);
        Loans loans = new Loans(governance.time());
        own.setDataSource(wrap(governance, name, DriverSource.of(name, own), loans));
        DriverSource.setDefaults(name, own);
        GovernedPool pool = new GovernedPool(own, loans, governance.time());
        PoolExaminer examiner = new PoolExaminer(name, pool);
        PoolWatch watch = new PoolWatch(governance, name, pool);
        pool.endWith(List.of(
                governance.register(examiner),
                governance.register(watch),
                governance.every("watching pool " + name, PoolExaminer.PERIOD, () -> {
                    examiner.look();
                    watch.look();
                })));
        return pool;
    }

    /**
     * Returns how a pool is used, and how many connections it needs for that.
     *
     * @throws IllegalArgumentException when it was not made by {@link #pooled}
     */
    public static PoolReport report(HikariDataSource pool) {
        if (pool instanceof GovernedPool governed) {
            return governed.report();
        }
        throw new IllegalArgumentException("pool " + pool.getPoolName()
                + " was not made by GovernedDataSource.pooled: nothing is known of its use");
    }

    /**
     * Governs the connections of a data source.
     *
     * @param name such as {@code orders}
     * @throws IllegalArgumentException when it is governed already, or made for XA transactions
     */
    public static GovernedDataSource wrap(Governance governance, String name, DataSource dataSource) {
        return wrap(governance, name, dataSource, null);
    }

    private static GovernedDataSource wrap(
            Governance governance, String name, DataSource dataSource, @Nullable Loans loans) {
        if (isGoverned(dataSource)) {
            throw new IllegalArgumentException("data source '" + name + "' is governed already (found "
                    + dataSource.getClass().getName() + "): its statements would be counted twice. Keep the first"
                    + " wrapper, pass the driver's data source instead");
        }
        if (isXa(dataSource.getClass())) {
            throw new IllegalArgumentException("data source '" + name + "' is an XA data source (found "
                    + dataSource.getClass().getName() + "), which is not supported: its connections would pass the"
                    + " wrapper by. Use the driver's plain data source");
        }
        return new GovernedDataSource(governance, name, dataSource, loans);
    }

    static boolean isXa(Class<?> type) {
        return XADataSource.class.isAssignableFrom(type)
                && (!DataSource.class.isAssignableFrom(type)
                        || type.getSimpleName().contains("XA"));
    }

    private static boolean isGoverned(DataSource dataSource) {
        if (dataSource instanceof GovernedDataSource) {
            return true;
        }
        if (dataSource instanceof HikariDataSource pool && pool.getDataSource() != null) {
            return isGoverned(pool.getDataSource());
        }
        try {
            return dataSource.isWrapperFor(GovernedDataSource.class);
        } catch (SQLException e) {
            return false; // it does not know what it wraps, so it cannot be ours
        }
    }

    /** Returns the name given to it. */
    public String name() {
        return name;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return governed(raw.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return governed(raw.getConnection(user, password));
    }

    private Connection governed(Connection connection) {
        Recorder known = recorder;
        if (known == null) {
            known = new Recorder(governance, statements, dialect(connection), salt, name);
            recorder = known;
        }
        return new GovernedConnection(connection, known, loans == null ? null : loans.open());
    }

    private Dialect dialect(Connection connection) {
        try {
            return Dialect.ofProduct(connection.getMetaData().getDatabaseProductName());
        } catch (SQLException e) {
            governance.complain("the product behind data source '" + name + "' is unknown, taken as standard SQL", e);
            return Dialect.ANSI;
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type == XADataSource.class) {
            throw new SQLException("data source '" + name + "' is governed and does not give out XA connections");
        }
        return type.isInstance(raw) ? type.cast(raw) : raw.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this)
                || (type != XADataSource.class && (type.isInstance(raw) || raw.isWrapperFor(type)));
    }

    @Override
    public @Nullable PrintWriter getLogWriter() throws SQLException {
        return raw.getLogWriter();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) throws SQLException {
        raw.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        raw.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return raw.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return raw.getParentLogger();
    }

    @Override
    public String toString() {
        return "governed " + name;
    }
}
