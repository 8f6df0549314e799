package io.governance.examples.demo;

import io.governance.examples.orderdesk.CustomerDashboard;
import io.governance.examples.orderdesk.Dashboard;
import java.sql.SQLException;
import java.time.Instant;

/** A candidate that remembers when it was last asked. */
final class BadCandidate {
    final String name;
    private final CustomerDashboard side;
    private volatile Instant lastAsked = Instant.EPOCH;

    BadCandidate(String name, CustomerDashboard side) {
        this.name = name;
        this.side = side;
    }

    Dashboard load(long customer) throws SQLException {
        lastAsked = Instant.now();
        return side.load(customer);
    }

    Instant lastAsked() {
        return lastAsked;
    }
}
