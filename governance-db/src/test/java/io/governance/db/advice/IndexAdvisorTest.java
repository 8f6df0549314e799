package io.governance.db.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.db.GovernedDataSource;
import io.governance.db.Postgres;
import io.governance.judge.Finding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
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
                finding.remedy().matches("CREATE INDEX ON public\\.orders \\((tenant, status|status, tenant)?.*\\)"),
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
        assertEquals("CREATE INDEX ON public.item (order_id)", finding.remedy());
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
    void anotherDatabaseIsRefusedByName() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:advice");
        SQLFeatureNotSupportedException refused = assertThrows(
                SQLFeatureNotSupportedException.class,
                () -> IndexAdvisor.builder(GOVERNANCE).build(h2).advise("desk", "SELECT 1", List.of(List.of())));
        assertTrue(refused.getMessage().contains("H2"), refused.getMessage());
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
