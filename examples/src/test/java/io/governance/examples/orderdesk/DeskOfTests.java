package io.governance.examples.orderdesk;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.governance.Governance;
import io.governance.cache.GovernedCache;
import io.governance.db.GovernedDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;

/** One database with a governed pool for all tests of this module; it ends with the process. */
final class DeskOfTests {
    static final Governance GOVERNANCE =
            Governance.builder().service("order-desk-tests").build();
    static final OrderDeskDatabase DATABASE = open();
    static final HikariDataSource POOL = pool();
    static final Parts PARTS = new Parts(POOL);
    static final GovernedCache<Long, Part> CACHE = GovernedCache.builder(GOVERNANCE, "parts")
            .ttl(Duration.ofMinutes(5))
            .maximumSize(50_000)
            .build(PARTS::load, PARTS::loadAll);

    private DeskOfTests() {}

    private static OrderDeskDatabase open() {
        try {
            OrderDeskDatabase database = OrderDeskDatabase.open(0.01, progress -> {});
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(database)));
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(OrderDeskDatabase database) {
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(DATABASE.url());
        config.setMaximumPoolSize(8);
        return GovernedDataSource.pooled(GOVERNANCE, "orders", config);
    }
}
