package io.governance.examples.orderdesk;

import io.governance.flags.OldSide;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The dashboard as it grew: queries for each order, a query for each line, the same things asked and summed up anew. */
@OldSide(swap = "dashboard-2027", removeBy = "2027-03-31")
public final class LegacyDashboard implements CustomerDashboard {
    private final DataSource database;

    /** Reads from the orders database. */
    public LegacyDashboard(DataSource database) {
        this.database = database;
    }

    @Override
    public Dashboard load(long customer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select c_name, c_nationkey from customer where c_custkey = ?")) {
            query.setLong(1, customer);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new UnknownCustomerException(customer);
                }
                List<Dashboard.Line> allLines = new ArrayList<>();
                List<Dashboard.Order> orders = orders(connection, customer, row.getLong(2), allLines);
                return new Dashboard(
                        customer,
                        row.getString(1),
                        nation(connection, row.getLong(2)),
                        orders,
                        Figures.of(allLines),
                        Instant.now());
            }
        }
    }

    private static List<Dashboard.Order> orders(
            Connection connection, long customer, long nation, List<Dashboard.Line> allLines) throws SQLException {
        List<Dashboard.Order> orders = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("select o_orderkey, o_orderdate, o_totalprice"
                + " from orders where o_custkey = ? and o_orderstatus = ? order by o_orderdate desc, o_orderkey limit "
                + ORDERS)) {
            query.setLong(1, customer);
            query.setString(2, STATUS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    long number = row.getLong(1);
                    List<Dashboard.Line> lines = lines(connection, number, allLines);
                    orders.add(new Dashboard.Order(
                            (orders.size() + 1) + " to " + nation(connection, nation),
                            number,
                            row.getObject(2, LocalDate.class),
                            row.getBigDecimal(3),
                            Figures.of(allLines).revenue(),
                            lines));
                }
            }
        }
        return orders;
    }

    private static List<Dashboard.Line> lines(Connection connection, long order, List<Dashboard.Line> allLines)
            throws SQLException {
        List<Dashboard.Line> lines = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("select l_linenumber, l_partkey, l_quantity,"
                + " l_extendedprice, l_discount from lineitem where l_orderkey = ? order by l_linenumber")) {
            query.setLong(1, order);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Dashboard.Line line = new Dashboard.Line(
                            row.getInt(1),
                            part(connection, row.getLong(2)),
                            row.getBigDecimal(3),
                            row.getBigDecimal(4),
                            row.getBigDecimal(5));
                    lines.add(line);
                    allLines.add(line);
                }
            }
        }
        return lines;
    }

    private static String part(Connection connection, long part) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select p_name, p_brand from part where p_partkey = ?")) {
            query.setLong(1, part);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Part(part, row.getString(1), row.getString(2)).label() : "unknown";
            }
        }
    }

    private static String nation(Connection connection, long nation) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select n_name from nation where n_nationkey = ?")) {
            query.setLong(1, nation);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getString(1).strip() : "unknown";
            }
        }
    }
}
