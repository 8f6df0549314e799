package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.orders.OrderDesk;
import io.governance.Governance;
import io.governance.judge.Finding;
import io.governance.measure.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** What is left unreported for a reason and for a time, said in code or by properties. */
class ExemptionTest {
    private volatile Instant now = Instant.parse("2027-03-30T00:00:00Z");

    private final Time time = new Time() {
        @Override
        public long nanos() {
            return Duration.between(Instant.EPOCH, now()).toNanos();
        }

        @Override
        public Instant now() {
            return now;
        }
    };

    @Test
    void whatIsExemptIsNotReportedUntilTheExemptionExpires() throws SQLException {
        try (Governance governance = Governance.builder().manual().time(time).build()) {
            Instant until = now.plusSeconds(60);
            Statements.of(governance)
                    .queryBudget(100)
                    .exempt(new Exemption(Pattern.N_PLUS_ONE, "OrderDesk.itemsOneByOne", "rewritten in April", until))
                    .exempt(new Exemption(Pattern.DUPLICATE, "desk", "another pattern", until));
            execute(governance);
            assertEquals(List.of(), kinds(governance));

            now = until;
            assertEquals(List.of("EXEMPTION_EXPIRED", "EXEMPTION_EXPIRED", "N_PLUS_ONE"), kinds(governance));
        }
    }

    @Test
    void propertiesSayTheSame() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("governance.db.repetitions", "3");
        properties.setProperty("governance.db.query-budget", "100");
        properties.setProperty("governance.db.exemption.march.pattern", "n-plus-one");
        properties.setProperty("governance.db.exemption.march.where", "FROM ITEM");
        properties.setProperty("governance.db.exemption.march.reason", "rewritten in April");
        properties.setProperty("governance.db.exemption.march.until", "2027-03-31");
        try (Governance governance =
                Governance.builder().manual().time(time).properties(properties).build()) {
            execute(governance);
            assertEquals(List.of(), kinds(governance));
            now = Instant.parse("2027-04-01T00:00:00Z");
            execute(governance);
            assertEquals(List.of("EXEMPTION_EXPIRED", "N_PLUS_ONE"), kinds(governance));
        }
    }

    @Test
    void anExemptionWithoutReasonIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Exemption(Pattern.N_PLUS_ONE, "desk", " ", now));
        assertThrows(IllegalArgumentException.class, () -> new Exemption(Pattern.PAGING, "desk", "reason", now));
        Properties properties = new Properties();
        properties.setProperty("governance.db.exemption.march.pattern", "n-plus-one");
        properties.setProperty("governance.db.exemption.march.where", "FROM ITEM");
        properties.setProperty("governance.db.exemption.march.until", "2027-03-31");
        try (Governance governance =
                Governance.builder().manual().properties(properties).build()) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Statements.of(governance));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("governance.db.exemption.march.reason"),
                    refused.getMessage());
        }
    }

    @Test
    void aDayThatIsNoneIsRefusedAtTheStart() {
        Properties properties = new Properties();
        properties.setProperty("governance.db.exemption.march.until", "soon");
        assertThrows(
                IllegalArgumentException.class,
                () -> Governance.builder().manual().properties(properties).build());
    }

    private static void execute(Governance governance) throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        OrderDesk desk = new OrderDesk(GovernedDataSource.wrap(governance, "orders", h2));
        desk.create(12, 2);
        governance
                .findOperation("desk")
                .orElseGet(() -> governance.operation("desk"))
                .call(desk::itemsOneByOne);
    }

    private static List<String> kinds(Governance governance) {
        return governance.examine().findings().stream()
                .map(Finding::kind)
                .sorted()
                .toList();
    }
}
