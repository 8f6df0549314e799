package io.governance.examples.faults.shop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.governance.Governance;
import io.governance.db.GovernedDataSource;
import io.governance.db.store.JdbcStore;
import io.governance.judge.DependencyKind;
import io.governance.remember.Store;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Today's discount in a database, behind a governed pool. */
final class Discounts implements AutoCloseable {
    static final int CONNECTIONS = 4;
    private static final long WAIT_MILLIS = 1_000;

    private final HikariDataSource pool;

    private Discounts(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Opens the pool; a database that is not there does not keep the shop from starting. */
    static Discounts open(Governance governance, String url) {
        DataSource driver = driver(url);
        governance.health().dependency("discounts", DependencyKind.SHARED, () -> isThere(driver));
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(WAIT_MILLIS);
        return new Discounts(GovernedDataSource.pooled(governance, "discounts", config));
    }

    /** Returns the store of the fleet, over connections of its own. */
    static Store store(String node, String url) {
        return JdbcStore.open(node, driver(url));
    }

    private static DataSource driver(String url) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(url);
        return database;
    }

    /** Asks over a connection of its own: an exhausted pool is this instance's trouble, not the database's. */
    private static boolean isThere(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(1);
        }
    }

    /** Returns what is taken off every price today, in percent. */
    long today() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement query = connection.prepareStatement("select percent from discount");
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("the table of discounts is empty");
            }
            return row.getLong(1);
        }
    }

    /** Takes a connection out of the pool, as code does that forgets to close it. */
    Connection leak() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
