package io.governance.db.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.db.GovernedDataSource;
import io.governance.db.Postgres;
import io.governance.judge.Finding;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@NullUnmarked // a null here fails the test, as it should
class IndexAdvisorTest {
    private static final String OPEN_ORDERS =
            "SELECT id, amount FROM orders WHERE tenant = ? AND status = ? ORDER BY created DESC LIMIT 20";

    private static final DataSource DATABASE = Postgres.database();
    private static final Governance GOVERNANCE = Governance.builder().manual().build();
    private static final IndexAdvisor ADVISOR =
            IndexAdvisor.builder(GOVERNANCE).trialIndexes().build(DATABASE);

    @BeforeAll
    static void createData() throws SQLException {
        execute("""
                CREATE TABLE orders (id bigint PRIMARY KEY, tenant int, status text, created date, amount numeric);
                INSERT INTO orders SELECT i, i % 400, CASE WHEN i % 10 = 0 THEN 'OPEN' ELSE 'DONE' END,
                       date '2024-01-01' + i % 365, i % 1000 FROM generate_series(1, 60000) i;
                CREATE TABLE item (id bigint PRIMARY KEY, order_id bigint, part int);
                INSERT INTO item SELECT i, i / 3, i % 5000 FROM generate_series(1, 60000) i;
                CREATE TABLE setting (name text, value text);
                INSERT INTO setting SELECT 'name' || i, 'value' FROM generate_series(1, 40) i;
                CREATE TABLE import (id int, state text);
                ANALYZE orders, item, setting;
                INSERT INTO import SELECT i, 'NEW' FROM generate_series(1, 20000) i;
                """);
    }

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    @Test
    void aCompoundIndexIsProvenByThePlannersCosts() throws SQLException {
        Finding finding = only(ADVISOR.advise("desk", OPEN_ORDERS, List.of(List.of(10, "OPEN"), List.of(11, "DONE"))));

        assertEquals("MISSING_INDEX", finding.kind());
        assertEquals("desk", finding.subject());
        assertTrue(
                finding.remedy()
                        .matches(
                                "CREATE INDEX CONCURRENTLY ON public\\.orders \\((tenant, status|status, tenant)?.*\\)"),
                finding.remedy());
        assertTrue(finding.remedy().contains("tenant"), finding.remedy());
        double before = Double.parseDouble(finding.evidence().get("costBefore"));
        double after = Double.parseDouble(finding.evidence().get("costAfter"));
        assertTrue(after < before / 5, finding.toString());
        assertTrue(finding.evidence().get("planBefore").contains("Seq Scan on public.orders"), finding.toString());
        assertTrue(finding.evidence().get("planAfter").contains("Index Scan"), finding.toString());
    }

    @Test
    void theProposalHoldsWhenTheIndexIsMade() throws SQLException {
        String sql = "SELECT * FROM item WHERE part = ? AND order_id > ?";
        Finding finding = only(ADVISOR.advise("desk", sql, List.of(List.of(7, 1L))));
        execute(finding.remedy());
        assertEquals(List.of(), ADVISOR.advise("desk", sql, List.of(List.of(7, 1L))));
        execute("DROP INDEX item_part_idx");
    }

    @Test
    void aJoinGetsTheIndexOnItsForeignKey() throws SQLException {
        Finding finding = only(ADVISOR.advise(
                "desk",
                "SELECT o.id, i.part FROM orders o JOIN item i ON i.order_id = o.id WHERE o.id = ?",
                List.of(List.of(77L))));
        assertEquals("CREATE INDEX CONCURRENTLY ON public.item (order_id)", finding.remedy());
    }

    @Test
    void nothingIsProposedWhereNothingIsSaved() throws SQLException {
        assertEquals(
                List.of(), ADVISOR.advise("desk", "SELECT value FROM setting WHERE name = ?", List.of(List.of("x"))));
        assertEquals(List.of(), ADVISOR.advise("desk", "SELECT * FROM orders WHERE id = ?", List.of(List.of(5L))));
        assertEquals(List.of(), ADVISOR.advise("desk", "SELECT count(*) FROM orders", List.of(List.of())));
    }

    @Test
    void aTableNeverAnalyzedGetsStatisticsFirst() throws SQLException {
        execute("ALTER TABLE import SET (autovacuum_enabled = off)");
        Finding finding = only(ADVISOR.advise("desk", "SELECT * FROM import WHERE id = ?", List.of(List.of(5))));
        assertEquals("STALE_STATISTICS", finding.kind());
        assertEquals("ANALYZE public.import", finding.remedy());
    }

    @Test
    void nothingStaysInTheDatabase() throws SQLException {
        ADVISOR.advise("desk", OPEN_ORDERS, List.of(List.of(10, "OPEN")));
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'governance_trial%'")) {
            assertTrue(row.next());
            assertEquals(0, row.getInt(1));
        }
    }

    @Test
    void withoutPermissionAProposalSaysThatItIsUnverified() throws SQLException {
        IndexAdvisor careful = IndexAdvisor.builder(GOVERNANCE).build(DATABASE);
        Finding finding = only(careful.advise("desk", OPEN_ORDERS, List.of(List.of(10, "OPEN"))));
        assertEquals("UNVERIFIED", finding.evidence().get("verified"));
        assertNull(finding.evidence().get("costAfter"));
    }

    @Test
    void statementsThatWereSeenAreAdvisedOnWithTheirParametersAndPlace() throws SQLException {
        try (Governance governance = Governance.builder().manual().build()) {
            GovernedDataSource governed = GovernedDataSource.wrap(governance, "orders", DATABASE);
            governance.operation("desk").run(() -> {
                try (Connection connection = governed.getConnection();
                        PreparedStatement query = connection.prepareStatement(OPEN_ORDERS)) {
                    query.setInt(1, 17);
                    query.setString(2, "OPEN");
                    query.executeQuery().close();
                }
            });
            IndexAdvisor.builder(governance).trialIndexes().build(DATABASE).advise();

            Finding finding = only(governance.examine().findings("desk"));
            assertEquals("MISSING_INDEX", finding.kind());
            assertTrue(finding.remedy().contains("tenant"), finding.remedy());
        }
    }

    @Test
    void aPlanForAnyParametersIsEnough() throws SQLException {
        Finding finding = only(ADVISOR.advise("desk", OPEN_ORDERS, List.of()));
        assertTrue(finding.remedy().contains("tenant"), finding.remedy());
    }

    @Test
    void aConstantOfTheStatementMakesAPartialIndex() throws SQLException {
        Finding finding = only(ADVISOR.advise(
                "desk",
                "SELECT * FROM orders WHERE status = 'OPEN' AND created > ? ORDER BY created LIMIT 5",
                List.of(List.of(LocalDate.of(2024, 2, 1)))));
        assertEquals(
                "CREATE INDEX CONCURRENTLY ON public.orders (created) WHERE status = 'OPEN'::text", finding.remedy());
    }

    @Test
    void theFindingSaysWhatWritesPayAndWhatBecomesRedundant() throws SQLException {
        execute("CREATE INDEX orders_tenant ON orders (tenant)");
        try {
            Finding finding = only(ADVISOR.advise("desk", OPEN_ORDERS, List.of(List.of(10, "OPEN"))));
            assertEquals("VERIFIED", finding.evidence().get("verified"));
            assertTrue(Long.parseLong(finding.evidence().get("bytes")) > 100_000, finding.toString());
            assertEquals("public.orders 2", finding.evidence().get("indexesNow"));
            assertTrue(finding.evidence().get("hotUpdatesLost").contains("status"), finding.toString());
            assertEquals(
                    "DROP INDEX CONCURRENTLY public.orders_tenant",
                    finding.evidence().get("makesRedundant"),
                    finding.toString());
        } finally {
            execute("DROP INDEX orders_tenant");
        }
    }

    @Test
    void aWriteIsExplainedButNotExecuted() throws SQLException {
        String sql = "DELETE FROM item WHERE order_id = ?";
        assertEquals(
                "CREATE INDEX CONCURRENTLY ON public.item (order_id)",
                only(ADVISOR.advise("desk", sql, List.of(List.of(7L)))).remedy());
        assertEquals(60_000, count("SELECT count(*) FROM item"));
    }

    @Test
    void nothingButASingleStatementIsExplained() throws SQLException {
        try (Governance governance = Governance.builder().manual().build()) {
            IndexAdvisor advisor =
                    IndexAdvisor.builder(governance).trialIndexes().build(DATABASE);
            for (String sql : List.of(
                    "SELECT * FROM setting WHERE name = 'a'; CREATE TABLE sneaked (id int)",
                    "SELECT 1 /* ' */; DROP TABLE setting -- '",
                    "DROP TABLE setting",
                    "CREATE TABLE sneaked AS SELECT * FROM setting",
                    "ANALYZE DELETE FROM setting",
                    "SELECT * FROM setting WHERE name = 'never ended",
                    "",
                    "SELECT '" + "x".repeat(1_000_000))) {
                assertEquals(List.of(), advisor.advise("desk", sql, List.of(List.of())), sql);
            }
            assertEquals(40, count("SELECT count(*) FROM setting"));
            assertEquals(0, count("SELECT count(*) FROM pg_class WHERE relname = 'sneaked'"));
        }
    }

    @Test
    void h2TellsWhatItReadsWhole() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:advice;DB_CLOSE_DELAY=-1");
        try (Connection connection = h2.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id bigint PRIMARY KEY, tenant int, status varchar, created date)");
            statement.execute("CREATE TABLE item (id bigint PRIMARY KEY, order_id bigint)");
            statement.execute("INSERT INTO orders SELECT x, x, 'OPEN', DATE '2024-01-01' FROM SYSTEM_RANGE(1, 2000)");
            statement.execute("INSERT INTO item SELECT x, x FROM SYSTEM_RANGE(1, 2000)");
        }
        IndexAdvisor advisor = IndexAdvisor.builder(GOVERNANCE).build(h2);
        Finding finding = only(advisor.advise(
                "desk",
                "SELECT * FROM orders WHERE tenant = ? AND status = ? AND created > ?",
                List.of(List.of(1, "OPEN", LocalDate.of(2024, 1, 1)))));
        assertEquals(
                "CREATE INDEX PUBLIC_ORDERS_TENANT_STATUS_CREATED_IDX ON \"PUBLIC\".\"ORDERS\" (\"TENANT\", \"STATUS\","
                        + " \"CREATED\")",
                finding.remedy());
        assertEquals("UNVERIFIED", finding.evidence().get("verified"));
        try (Connection connection = h2.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(finding.remedy());
        }
        assertEquals(List.of(), advisor.advise("desk", "SELECT * FROM orders WHERE tenant = ?", List.of(List.of(1))));
        assertEquals(List.of(), advisor.advise("desk", "SELECT * FROM orders WHERE id = ?", List.of(List.of(1L))));
        assertEquals(
                "CREATE INDEX PUBLIC_ITEM_ORDER_ID_IDX ON \"PUBLIC\".\"ITEM\" (\"ORDER_ID\")",
                only(advisor.advise(
                                "desk",
                                "SELECT * FROM orders o JOIN item i ON i.order_id = o.id WHERE o.id = ?",
                                List.of(List.of(1L))))
                        .remedy());
    }

    @Test
    void anotherDatabaseIsRefusedByName() {
        DataSource other = stub(
                DataSource.class,
                Map.of(
                        "getConnection",
                        stub(
                                Connection.class,
                                Map.of(
                                        "getMetaData",
                                        stub(DatabaseMetaData.class, Map.of("getDatabaseProductName", "Oracle"))))));
        SQLFeatureNotSupportedException refused = assertThrows(
                SQLFeatureNotSupportedException.class,
                () -> IndexAdvisor.builder(GOVERNANCE).build(other).advise("desk", "SELECT 1", List.of(List.of())));
        assertTrue(refused.getMessage().contains("Oracle"), refused.getMessage());
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> answers.get(method.getName())));
    }

    private static long count(String sql) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Finding only(List<Finding> findings) {
        assertEquals(1, findings.size(), findings.toString());
        return findings.get(0);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
