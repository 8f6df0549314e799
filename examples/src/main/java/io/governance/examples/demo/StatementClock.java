package io.governance.examples.demo;

import io.governance.examples.orderdesk.CustomerDashboard;
import io.governance.examples.orderdesk.OrderDeskDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Times the one statement that the index is for, alone, for many customers: the median is robust against neighbours. */
final class StatementClock {
    private static final int ROUNDS = 100;

    private StatementClock() {}

    static double medianMicros(OrderDeskDatabase database) throws SQLException {
        double[] micros = new double[ROUNDS];
        try (Connection connection = database.storeSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("select o_orderkey from orders"
                        + " where o_custkey = ? and o_orderstatus = ? order by o_orderdate desc, o_orderkey limit "
                        + CustomerDashboard.ORDERS)) {
            List<Long> customers = database.customers();
            for (int round = 0; round < ROUNDS; round++) {
                statement.setLong(1, customers.get(round % customers.size()));
                statement.setString(2, CustomerDashboard.STATUS);
                long start = System.nanoTime();
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                }
                micros[round] = (System.nanoTime() - start) / 1e3;
            }
        }
        Arrays.sort(micros);
        return micros[ROUNDS / 2];
    }
}
