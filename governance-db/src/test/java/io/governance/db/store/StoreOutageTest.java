package io.governance.db.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.db.Postgres;
import io.governance.remember.EntryHash;
import io.governance.remember.Store;
import io.governance.remember.StoreUnavailableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@NullUnmarked // a null here fails the test, as it should
class StoreOutageTest {
    @Test
    void aDatabaseThatIsDownAtTheStartKeepsNobodyFromStarting(@TempDir Path folder) throws IOException {
        int port = freePort();
        Store store = JdbcStore.open("a", at(port));
        try (Governance governance = Governance.builder().store(store).manual().build()) {
            assertEquals("answer", governance.operation("desk").call(() -> "answer"));
            governance.remember(() -> store.fleet().seen("a", governance.time().now()));
            assertEquals(1, governance.complaints());

            StoreUnavailableException down = assertThrows(
                    StoreUnavailableException.class, () -> store.ledger().append("s", 0, "first", Map.of()));
            assertTrue(down.getMessage().contains("appending first to s"), down.getMessage());

            try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .start()) {
                assertEquals(OptionalLong.of(1), store.ledger().append("s", 0, "first", Map.of()));
                assertEquals(port, server.getPort());
            }
        }
    }

    @Test
    void aConnectionThatIsCutIsMadeAnew() throws SQLException {
        PGSimpleDataSource database = Postgres.database();
        try (Store store = JdbcStore.open("a", database)) {
            store.ledger().append("s", 0, "first", Map.of());
            store.ledger().read("s", 0);
            cutAllOthers(database);
            assertEquals(OptionalLong.of(2), store.ledger().append("s", 1, "second", Map.of()));
            assertEquals(Optional.empty(), EntryHash.firstBroken(store.ledger().read("s", 0)));
        }
    }

    @Test
    void aFrozenDatabaseIsGivenUpOn() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Store store = JdbcStore.open(
                        StoreSettings.of("a", at(silent.getLocalPort())).withTimeout(Duration.ofSeconds(1)))) {
            assertTimeoutPreemptively(
                    Duration.ofMinutes(1),
                    () -> assertThrows(
                            StoreUnavailableException.class, () -> store.fleet().nodes()));
        }
    }

    @Test
    void tablesOfANewerLibraryAreLeftAlone() throws SQLException {
        PGSimpleDataSource database = Postgres.database();
        execute(database, "CREATE TABLE gov_schema (version INT PRIMARY KEY); INSERT INTO gov_schema VALUES (99)");
        try (Store store = JdbcStore.open("a", database)) {
            StoreUnavailableException refused = assertThrows(
                    StoreUnavailableException.class, () -> store.fleet().nodes());
            assertTrue(refused.getMessage().contains("version 99"), refused.getMessage());
        }
    }

    @Test
    void aPoolIsNoPlaceForTheStore() {
        try (com.zaxxer.hikari.HikariDataSource pool = new com.zaxxer.hikari.HikariDataSource()) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> JdbcStore.open("a", pool));
            assertTrue(refused.getMessage().contains("driver's own"), refused.getMessage());
        }
    }

    private static void cutAllOthers(PGSimpleDataSource database) throws SQLException {
        execute(
                database,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    private static void execute(PGSimpleDataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static PGSimpleDataSource at(int port) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL("jdbc:postgresql://localhost:" + port + "/postgres?user=postgres");
        return database;
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
