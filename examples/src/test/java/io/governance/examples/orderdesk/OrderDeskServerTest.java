package io.governance.examples.orderdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the endpoint says, word for word. */
class OrderDeskServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CustomerDashboard legacy = new LegacyDashboard(DeskOfTests.POOL);

    @Test
    void aDashboardIsServedAsJson() throws IOException, SQLException {
        long customer = DeskOfTests.DATABASE.customers().get(0);
        Dashboard dashboard = legacy.load(customer);
        try (OrderDeskServer server = OrderDeskServer.start(legacy, 0)) {
            DeskClient.Answer answer = get(server, "/customers/" + customer + "/dashboard");
            assertEquals(200, answer.status());
            assertEquals(
                    DashboardJson.comparable(DashboardJson.write(dashboard)), DashboardJson.comparable(answer.body()));
            assertTrue(answer.body().contains("\"nation\":\"" + dashboard.nation() + "\""), answer.body());
            assertTrue(
                    answer.body().contains("\"revenue\":" + dashboard.figures().revenue()), answer.body());
        }
    }

    @Test
    void aFailureIsAnErrorOfTheServer() throws IOException {
        CustomerDashboard failing = customer -> {
            throw new SQLException("the database went away");
        };
        try (OrderDeskServer server = OrderDeskServer.start(failing, 0)) {
            DeskClient.Answer answer = get(server, "/customers/1/dashboard");
            assertEquals(500, answer.status());
            assertEquals("the dashboard cannot be loaded: the database went away", answer.body());
        }
    }

    private static DeskClient.Answer get(OrderDeskServer server, String path) throws IOException {
        return DeskClient.get(DeskClient.address(server.port(), path), PATIENCE);
    }
}
