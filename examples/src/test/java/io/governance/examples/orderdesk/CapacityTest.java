package io.governance.examples.orderdesk;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final CustomerDashboard LEGACY = new LegacyDashboard(DeskOfTests.POOL);
    private static final List<Long> CUSTOMERS = DeskOfTests.DATABASE.customers().subList(0, 3);
    private static final int SLEEP_MILLIS = 20;
    private static final Duration LENGTH = Duration.ofMillis(600);

    @Test
    void fourCallersWhoEachWaitAreAnsweredAtMostSoOften() throws Exception {
        try (OrderDeskServer server = OrderDeskServer.start(CapacityTest::slow, 0)) {
            double capacity = Capacity.callsPerSecond(server.port(), CUSTOMERS, LENGTH);
            double most = 4 * 1_000.0 / SLEEP_MILLIS;
            // a call that began in the first half may end in the second: four more at most
            assertTrue(capacity > 0 && capacity <= most + 4 / (LENGTH.toMillis() / 2_000.0), "found " + capacity);
        }
    }

    @Test
    void aServiceThatFailsHasNoCapacity() throws Exception {
        CustomerDashboard failing = customer -> {
            throw new SQLException("no table");
        };
        try (OrderDeskServer server = OrderDeskServer.start(failing, 0)) {
            IOException refused =
                    assertThrows(IOException.class, () -> Capacity.callsPerSecond(server.port(), CUSTOMERS, LENGTH));
            assertTrue(String.valueOf(refused.getCause()).contains("status 500"), () -> "found " + refused.getCause());
        }
    }

    private static Dashboard slow(long customer) throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(SLEEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return LEGACY.load(customer);
    }
}
