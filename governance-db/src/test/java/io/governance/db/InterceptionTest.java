package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** What an application does with a driver works through the wrappers as it does without them; on PostgreSQL. */
@NullUnmarked // a null here fails the test, as it should
class InterceptionTest {
    private final Governance governance = Governance.builder().manual().build();
    private final GovernedDataSource database = GovernedDataSource.wrap(governance, "orders", Postgres.database());

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void aFunctionIsCalledWithOutParameters() throws SQLException {
        try (Connection connection = database.getConnection()) {
            run(connection, "CREATE FUNCTION twice(n INT) RETURNS INT AS 'SELECT 2 * n' LANGUAGE sql");
            try (CallableStatement call = connection.prepareCall("{? = call twice(?)}")) {
                call.registerOutParameter(1, Types.INTEGER);
                call.setInt(2, 21);
                call.execute();
                assertEquals(42, call.getInt(1));
                assertSame(connection, call.getConnection());
            }
        }
    }

    @Test
    void generatedKeysAreGiven() throws SQLException {
        try (Connection connection = database.getConnection()) {
            run(connection, "CREATE TABLE t (id INT GENERATED ALWAYS AS IDENTITY, x INT)");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO t (x) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setInt(1, 7);
                insert.executeUpdate();
                try (ResultSet keys = insert.getGeneratedKeys()) {
                    assertTrue(keys.next());
                    assertEquals(1, keys.getInt(1));
                    assertSame(insert, keys.getStatement());
                }
            }
        }
    }

    @Test
    void aStatementIsCancelledFromAnotherThread() throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            CompletableFuture<SQLException> stopped = CompletableFuture.supplyAsync(() ->
                    assertThrows(SQLException.class, () -> statement.execute("SELECT pg_sleep(60) FROM pg_class")));
            while (!stopped.isDone()) {
                statement.cancel();
                Thread.onSpinWait();
            }
            assertEquals("57014", stopped.get().getSQLState());
        }
    }

    @Test
    void theDriversExceptionsAndTypesComeThrough() throws SQLException {
        try (Connection connection = database.getConnection()) {
            PSQLException failure = assertInstanceOf(
                    PSQLException.class,
                    assertThrows(SQLException.class, () -> run(connection, "SELECT * FROM nowhere")));
            assertEquals("42P01", failure.getSQLState());
            assertTrue(connection.unwrap(PGConnection.class).getBackendPID() > 0);
        }
    }

    @Test
    void listenersOfDatasourceProxyHearOfEachRoundTrip() throws SQLException {
        List<String> heard = new ArrayList<>();
        Statements.of(governance).listener(ProxyListeners.of(new QueryExecutionListener() {
            @Override
            public void beforeQuery(ExecutionInfo info, List<QueryInfo> queries) {
                heard.add("before " + queries.get(0).getQuery());
            }

            @Override
            public void afterQuery(ExecutionInfo info, List<QueryInfo> queries) {
                heard.add(info.getDataSourceName() + " " + info.isSuccess() + " " + info.getBatchSize());
                throw new IllegalStateException("a listener's own failure");
            }
        }));
        try (Connection connection = database.getConnection()) {
            run(connection, "CREATE TABLE u (x INT)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO u VALUES (?)")) {
                for (int i = 0; i < 3; i++) {
                    insert.setInt(1, i);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            assertThrows(SQLException.class, () -> run(connection, "SELECT y FROM u"));
        }
        assertEquals(
                List.of(
                        "before CREATE TABLE u (x INT)",
                        "orders true 0",
                        "before INSERT INTO u VALUES (?)",
                        "orders true 3",
                        "before SELECT y FROM u",
                        "orders false 0"),
                heard);
        assertEquals(3, governance.complaints());
    }

    @Test
    void theDatabaseSeesWhichOperationAsks() throws SQLException {
        Statements.of(governance).comment(SqlComment.withTrace(() -> "00-0af7-b7ad-01"));
        String expected = "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()"
                + " /*operation='customer.dashboard%27s',traceparent='00-0af7-b7ad-01'*/";
        try (Connection connection = database.getConnection()) {
            String seen = governance
                    .operation("customer.dashboard's")
                    .call(() -> one(connection, "SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid()"));
            assertEquals(expected, seen);
        }
        assertEquals(
                "select query from pg_stat_activity where pid = pg_backend_pid ( )",
                Statements.of(governance).totals().get(0).fingerprint());
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
