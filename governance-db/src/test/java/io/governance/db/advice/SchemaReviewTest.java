package io.governance.db.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.db.Postgres;
import io.governance.judge.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@NullUnmarked // a null here fails the test, as it should
class SchemaReviewTest {
    private static final Governance GOVERNANCE = Governance.builder().manual().build();
    private static final DataSource DATABASE = Postgres.database();

    @BeforeAll
    static void createData() throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE customer (id int PRIMARY KEY, email text NOT NULL);
                    CREATE UNIQUE INDEX customer_email ON customer (email);
                    CREATE TABLE visit (id int PRIMARY KEY, customer int REFERENCES customer, shop int, day date);
                    CREATE TABLE address (id int PRIMARY KEY, customer int REFERENCES customer);
                    CREATE INDEX address_customer ON address (customer);
                    CREATE INDEX visit_day ON visit (day);
                    CREATE VIEW recent AS SELECT * FROM visit;
                    CREATE TABLE swollen (id int, text text) WITH (autovacuum_enabled = off);
                    INSERT INTO swollen SELECT i, repeat('x', 500) FROM generate_series(1, 60000) i;
                    DELETE FROM swollen WHERE id % 20 <> 0;
                    INSERT INTO visit SELECT i, NULL, 1, current_date FROM generate_series(1, 100) i;
                    ANALYZE;
                    """);
            statement.execute("VACUUM ANALYZE swollen");
            statement.execute("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'address_customer'::regclass");
            statement.execute("SELECT pg_stat_force_next_flush()");
        }
    }

    @AfterAll
    static void close() {
        GOVERNANCE.close();
    }

    @Test
    void aForeignKeyWithoutAnIndexIsNamed() throws SQLException {
        List<String> remedies = review(Duration.ZERO).stream()
                .filter(finding -> finding.kind().equals("FOREIGN_KEY_WITHOUT_INDEX"))
                .map(Finding::remedy)
                .toList();
        assertEquals(
                List.of(
                        "CREATE INDEX CONCURRENTLY ON address (customer)",
                        "CREATE INDEX CONCURRENTLY ON visit (customer)"),
                remedies,
                "an index that is not valid does not count");
    }

    @Test
    void anUnusedIndexIsNamedOnlyWhenTheStatisticsAreOldEnoughAndNeverAUniqueOne() throws SQLException {
        assertEquals(List.of("DROP INDEX CONCURRENTLY public.visit_day"), remedies("UNUSED_INDEX", Duration.ZERO));
        assertEquals(List.of(), remedies("UNUSED_INDEX", Duration.ofDays(1)));
    }

    @Test
    void anIndexThatWasNeverFinishedIsDropped() throws SQLException {
        assertEquals(
                List.of("DROP INDEX CONCURRENTLY public.address_customer"),
                remedies("INVALID_INDEX", Duration.ofDays(1)));
    }

    @Test
    void aTableThatNobodyReadsIsNamedWithWhatRefersToIt() throws SQLException {
        Finding finding = review(Duration.ZERO).stream()
                .filter(one ->
                        one.kind().equals("UNREAD_TABLE") && one.subject().equals("visit"))
                .findFirst()
                .orElseThrow();
        assertEquals("recent", finding.evidence().get("views"));
        assertTrue(remedies("UNREAD_TABLE", Duration.ofDays(1)).isEmpty());
    }

    @Test
    void aTableMuchLargerThanItsRowsIsBloated() throws SQLException {
        Finding finding = review(Duration.ofDays(1)).stream()
                .filter(one -> one.kind().equals("BLOATED_TABLE"))
                .findFirst()
                .orElseThrow();
        assertEquals("swollen", finding.subject());
        assertFalse(finding.evidence().get("expected bytes").isEmpty());
    }

    private static List<String> remedies(String kind, Duration unreadFor) throws SQLException {
        return review(unreadFor).stream()
                .filter(finding -> finding.kind().equals(kind))
                .map(Finding::remedy)
                .toList();
    }

    private static List<Finding> review(Duration unreadFor) throws SQLException {
        return IndexAdvisor.builder(GOVERNANCE)
                .unreadFor(unreadFor)
                .build(DATABASE)
                .review("public");
    }
}
