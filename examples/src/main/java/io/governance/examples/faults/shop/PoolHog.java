package io.governance.examples.faults.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Takes every connection of a pool and keeps it. */
final class PoolHog {
    private static final int ATTEMPTS = 50;

    private final List<Connection> taken = new ArrayList<>();

    void take(Discounts discounts) throws SQLException {
        for (int attempt = 0; taken.size() < Discounts.CONNECTIONS; attempt++) {
            try {
                taken.add(discounts.leak());
            } catch (SQLException e) {
                if (attempt >= ATTEMPTS) {
                    throw e; // under load others may be faster for a while, not for ever
                }
            }
        }
    }

    void giveBack() throws SQLException {
        for (Connection connection : taken) {
            connection.close();
        }
        taken.clear();
    }
}
