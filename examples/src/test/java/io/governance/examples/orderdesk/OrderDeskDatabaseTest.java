package io.governance.examples.orderdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands in the database after the start. */
class OrderDeskDatabaseTest {
    private final OrderDeskDatabase database = DeskOfTests.DATABASE;

    @Test
    void theTablesHoldTheRowsOfTheScaleFactor() throws SQLException {
        assertEquals("25", answer("select count(*) from nation"));
        assertEquals("1500", answer("select count(*) from customer"));
        assertEquals("15000", answer("select count(*) from orders"));
        assertEquals(
                "0",
                answer(
                        "select count(*) from lineitem where not exists (select from part where p_partkey = l_partkey)"));
    }

    @Test
    void nothingButPrimaryKeysIsIndexed() throws SQLException {
        assertEquals(
                "0",
                answer("select count(*) from pg_index join pg_class on oid = indrelid"
                        + " where relnamespace = 'public'::regnamespace and not indisprimary"));
    }

    @Test
    void statisticsAreThereAndNobodyChangesThemMeanwhile() throws SQLException {
        assertEquals("15000", answer("select reltuples::int from pg_class where relname = 'orders'"));
        assertEquals("off", answer("show autovacuum"));
    }

    @Test
    void theCustomersOfTheLoadHaveFullDashboards() throws SQLException {
        List<Long> customers = database.customers();
        assertTrue(customers.size() >= 100, customers.size() + " customers");
        assertEquals(customers.size(), new HashSet<>(customers).size());
        assertEquals(
                "0",
                answer("select count(*) from (select o_custkey from orders where o_orderstatus = '"
                        + CustomerDashboard.STATUS + "' and o_custkey in ("
                        + customers.toString().replaceAll("[\\[\\]]", "") + ") group by o_custkey having count(*) < "
                        + CustomerDashboard.ORDERS + ") as short"));
    }

    private String answer(String question) throws SQLException {
        try (Connection connection = database.storeSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            assertTrue(row.next(), question);
            return row.getString(1);
        }
    }
}
