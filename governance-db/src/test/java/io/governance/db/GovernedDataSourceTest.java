package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.governance.Governance;
import io.governance.judge.Examination;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.measure.Operation;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@NullUnmarked // a null here fails the test, as it should
class GovernedDataSourceTest {
    private final Governance governance = Governance.builder().manual().build();

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void aPoolCountsTheStatementsOfItsConnections() throws SQLException {
        Operation operation = governance.operation("desk");
        try (HikariDataSource pool = GovernedDataSource.pooled(governance, "orders", h2())) {
            operation.run(() -> {
                for (int i = 0; i < 3; i++) {
                    read(pool);
                }
            });
            assertEquals(3, operation.sinceStart().queriesQuantile(1.0));
            assertEquals(2_000, pool.getConnectionTimeout());
            assertEquals("orders", pool.getPoolName());
        }
    }

    @Test
    void whatTheConfigurationSaysIsKeptAndItIsNotChanged() {
        HikariConfig config = h2();
        config.setConnectionTimeout(700);
        config.setPoolName("mine");
        try (HikariDataSource pool = GovernedDataSource.pooled(governance, "orders", config)) {
            assertEquals(700, pool.getConnectionTimeout());
            assertEquals("mine", pool.getPoolName());
            assertNotSame(config.getDataSource(), pool.getDataSource());
        }
    }

    @Test
    void wrappingTwiceIsRefused() throws SQLException {
        DataSource once = GovernedDataSource.wrap(governance, "orders", plainH2());
        HikariConfig ofGoverned = new HikariConfig();
        ofGoverned.setDataSource(once);
        try (HikariDataSource pool = GovernedDataSource.pooled(governance, "orders", h2());
                HikariDataSource foreignPool = new HikariDataSource(ofGoverned)) {
            for (DataSource governed : new DataSource[] {once, pool, foreignPool}) {
                IllegalArgumentException refused = assertThrows(
                        IllegalArgumentException.class, () -> GovernedDataSource.wrap(governance, "again", governed));
                assertTrue(refused.getMessage().contains("'again' is governed already"), refused.getMessage());
            }
            assertThrows(
                    IllegalArgumentException.class, () -> GovernedDataSource.pooled(governance, "again", ofGoverned));
            read(pool);
        }
    }

    @Test
    void anXaDataSourceIsRefusedAndNotGivenOut() {
        HikariConfig config = new HikariConfig();
        config.setDataSourceClassName("org.postgresql.xa.PGXADataSource");
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> GovernedDataSource.pooled(governance, "orders", config));
        assertTrue(refused.getMessage().contains("XA"), refused.getMessage());
        DataSource governed = GovernedDataSource.wrap(governance, "orders", plainH2());
        assertThrows(SQLException.class, () -> governed.unwrap(XADataSource.class));
    }

    @Test
    void aConfigurationWithoutADatabaseIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> GovernedDataSource.pooled(governance, "orders", new HikariConfig()));
        assertTrue(refused.getMessage().contains("'orders' has no database"), refused.getMessage());
        HikariConfig misspelt = new HikariConfig();
        misspelt.setJdbcUrl("jdbc:h3:mem:");
        assertTrue(assertThrows(
                        IllegalArgumentException.class, () -> GovernedDataSource.pooled(governance, "orders", misspelt))
                .getMessage()
                .contains("spelled right"));
    }

    @Test
    void aDatabaseThatIsDownAtTheStartFailsOnlyThoseWhoAskIt() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:1/nowhere");
        config.setConnectionTimeout(300);
        try (HikariDataSource pool = GovernedDataSource.pooled(governance, "orders", config)) {
            SQLException down = assertThrows(SQLTransientConnectionException.class, pool::getConnection);
            assertTrue(down.getMessage().contains("orders"), down.getMessage());
            assertEquals("alive", governance.operation("desk").call(() -> "alive"));
        }
    }

    @Test
    void aDatabaseThatGoesAwayGivesTheDriversOwnException() throws IOException, SQLException {
        Operation operation = governance.operation("desk");
        EmbeddedPostgres server = Postgres.start();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
        config.setConnectionTimeout(500);
        try (HikariDataSource pool = GovernedDataSource.pooled(governance, "orders", config);
                Connection held = pool.getConnection();
                PreparedStatement query = held.prepareStatement("SELECT count(*) FROM pg_class WHERE relname = ?")) {
            query.setString(1, "t");
            operation.run(() -> query.executeQuery().close());
            server.close();
            SQLException gone = assertThrows(SQLException.class, () -> operation.run(() -> query.executeQuery()));
            assertEquals("org.postgresql.util.PSQLException", gone.getClass().getName());
            assertTrue(gone.getSQLState().startsWith("08") || gone.getSQLState().startsWith("57"), gone.getSQLState());
            assertEquals("alive", operation.call(() -> "alive"));
            assertEquals(0, governance.complaints());
        }
    }

    @Test
    void aConnectionThatTheServerEndsIsReplacedByThePool() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(Postgres.database());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = GovernedDataSource.pooled(governance, "orders", config)) {
            SQLException ended = assertThrows(SQLException.class, () -> {
                try (Connection connection = pool.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                }
            });
            assertEquals("57P01", ended.getSQLState());
            read(pool);
        }
    }

    @Test
    void onlyAFullPoolWithCallersWaitingIsExhausted() {
        assertEquals(0.3, PoolExaminer.share(3, 10, 0));
        assertEquals(0.95, PoolExaminer.share(10, 10, 0));
        assertEquals(1.0, PoolExaminer.share(10, 10, 1));
        assertEquals(1.0, PoolExaminer.share(1, 1, 4));
    }

    @Test
    void aPoolThatCannotOpenAnyConnectionIsExhaustedOnceCallersHaveWaitedForSomeSeconds() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:tcp://127.0.0.1:1/nowhere");
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(30_000);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Thread waiting = new Thread(() -> assertThrows(SQLException.class, pool::getConnection));
            waiting.start();
            while (pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0) {
                Thread.onSpinWait();
            }
            PoolExaminer examiner = new PoolExaminer("orders", pool);
            for (int i = 0; i < 4; i++) {
                examiner.look();
            }
            assertEquals(Level.ACCEPTABLE, level(examiner));
            examiner.look();
            assertEquals(Level.CRITICAL, level(examiner));
            waiting.interrupt();
            waiting.join();
        }
    }

    private static Level level(PoolExaminer examiner) {
        return Examination.of(Policy.protocol(), Instant.EPOCH, List.of(), List.of(examiner))
                .level();
    }

    @Test
    void anExhaustedPoolIsCriticalAndNamed() throws Exception {
        HikariConfig config = h2();
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(30_001);
        try (HikariDataSource pool = GovernedDataSource.pooled(governance, "orders", config)) {
            assertFalse(governance.examine().level().isAtLeast(Level.CRITICAL));
            Thread waiting;
            try (Connection held = pool.getConnection()) {
                assertTrue(held.isValid(1));
                waiting = new Thread(() -> {
                    try (Connection second = pool.getConnection()) {
                        second.isValid(1);
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                waiting.start();
                while (pool.getHikariPoolMXBean().getThreadsAwaitingConnection() == 0) {
                    Thread.onSpinWait();
                }
                assertTrue(governance.examine().findings("orders").stream()
                        .anyMatch(finding -> finding.level() == Level.CRITICAL));
            }
            waiting.join();
        }
    }

    private static void read(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 + 1")) {
            assertTrue(row.next());
        }
    }

    private static HikariConfig h2() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID());
        return config;
    }

    private static DataSource plainH2() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID());
        return h2;
    }
}
