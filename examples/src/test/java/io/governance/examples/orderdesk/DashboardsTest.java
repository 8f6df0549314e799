package io.governance.examples.orderdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.governance.Governance;
import io.governance.cache.GovernedCache;
import io.governance.db.GovernedDataSource;
import io.governance.measure.Operation;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What both sides cost, from an empty cache on. */
class DashboardsTest {
    @Test
    void theOptimizedSideMakesNinetyPercentFewerQueries() throws SQLException {
        try (Governance governance = Governance.builder().manual().build();
                HikariDataSource pool = pool(governance, 2)) {
            CustomerDashboard legacy = new LegacyDashboard(pool);
            CustomerDashboard optimized = optimized(governance, pool);
            Operation old = governance.operation("old");
            Operation fresh = governance.operation("fresh");
            for (long customer : DeskOfTests.DATABASE.customers()) {
                old.<Dashboard, SQLException>call(() -> legacy.load(customer));
                fresh.<Dashboard, SQLException>call(() -> optimized.load(customer));
            }
            double before = old.sinceStart().queries().mean();
            double after = fresh.sinceStart().queries().mean();
            assertTrue(after <= 0.1 * before, before + " queries a call became " + after);
        }
    }

    /** A call that waits for a second connection while it holds one stops everybody as soon as all calls do so at once. */
    @Test
    void noSideHoldsAConnectionWhileItWaitsForAnother() throws SQLException {
        try (Governance governance = Governance.builder().manual().build();
                HikariDataSource pool = pool(governance, 1)) {
            long customer = DeskOfTests.DATABASE.customers().get(0);
            Dashboard old = new LegacyDashboard(pool).load(customer);
            assertEquals(
                    old.orders(), optimized(governance, pool).load(customer).orders());
        }
    }

    private static HikariDataSource pool(Governance governance, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(DeskOfTests.DATABASE.url());
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(2_000);
        return GovernedDataSource.pooled(governance, "orders", config);
    }

    private static CustomerDashboard optimized(Governance governance, HikariDataSource pool) {
        Parts parts = new Parts(pool);
        GovernedCache<Long, Part> empty = GovernedCache.builder(governance, "parts")
                .ttl(Duration.ofMinutes(5))
                .maximumSize(10_000)
                .build(parts::load, parts::loadAll);
        return new OptimizedDashboard(pool, empty);
    }
}
