package io.governance.examples.orderdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.show.HealthServer;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Probes against the library's own health endpoints. */
class HealthPollerTest {
    @Test
    void anInstanceThatDrainsIsSeen() throws Exception {
        try (Governance governance = Governance.builder().build();
                HealthServer server = HealthServer.start(governance.health(), 0)) {
            governance.health().markStarted();
            try (HealthPoller poller = HealthPoller.start(server.port())) {
                assertEquals(0, until(poller, counters -> counters.polls() >= 4).notOk());
                governance.health().markDraining();
                assertTrue(until(poller, counters -> counters.notOk() >= 1).polls() > 4);
            }
        }
    }

    private static HealthPoller.Counters until(HealthPoller poller, Predicate<HealthPoller.Counters> condition)
            throws InterruptedException {
        for (int poll = 0; poll < 1_000; poll++) {
            if (condition.test(poller.counters())) {
                return poller.counters();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("not within 20 s: " + poller.counters());
    }
}
