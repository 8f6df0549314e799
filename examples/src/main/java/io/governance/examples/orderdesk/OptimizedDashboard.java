package io.governance.examples.orderdesk;

import io.governance.cache.GovernedCache;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/** The dashboard in two statements: the customer, and all lines of the last orders; parts come from the cache. */
public final class OptimizedDashboard implements CustomerDashboard {
    private static final String CUSTOMER =
            "select c_name, n_name from customer join nation on n_nationkey = c_nationkey where c_custkey = ?";
    private static final String LINES = "select o_orderkey, o_orderdate, o_totalprice,"
            + " l_linenumber, l_partkey, l_quantity, l_extendedprice, l_discount"
            + " from (select o_orderkey, o_orderdate, o_totalprice from orders where o_custkey = ? and o_orderstatus = ?"
            + " order by o_orderdate desc, o_orderkey limit " + ORDERS + ") as newest"
            + " join lineitem on l_orderkey = o_orderkey order by o_orderdate desc, o_orderkey, l_linenumber";

    private final DataSource database;
    private final GovernedCache<Long, Part> parts;

    /** Reads from the orders database, and parts through the cache. */
    public OptimizedDashboard(DataSource database, GovernedCache<Long, Part> parts) {
        this.database = database;
        this.parts = parts;
    }

    private record Row(
            long order,
            LocalDate date,
            java.math.BigDecimal total,
            int line,
            long part,
            java.math.BigDecimal quantity,
            java.math.BigDecimal price,
            java.math.BigDecimal discount) {}

    @Override
    public Dashboard load(long customer) throws SQLException {
        String name;
        String nation;
        List<Row> rows;
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(CUSTOMER)) {
            query.setLong(1, customer);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new UnknownCustomerException(customer);
                }
                name = row.getString(1);
                nation = row.getString(2).strip();
            }
            rows = rows(connection, customer);
        }
        Set<Long> numbers = new LinkedHashSet<>();
        rows.forEach(row -> numbers.add(row.part()));
        Map<Long, Part> known = parts.<SQLException>getAll(numbers);
        return dashboard(customer, name, nation, rows, known);
    }

    private static List<Row> rows(Connection connection, long customer) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(LINES)) {
            query.setLong(1, customer);
            query.setString(2, STATUS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getLong(1),
                            row.getObject(2, LocalDate.class),
                            row.getBigDecimal(3),
                            row.getInt(4),
                            row.getLong(5),
                            row.getBigDecimal(6),
                            row.getBigDecimal(7),
                            row.getBigDecimal(8)));
                }
            }
        }
        return rows;
    }

    private static Dashboard dashboard(
            long customer, String name, String nation, List<Row> rows, Map<Long, Part> known) {
        List<Dashboard.Order> orders = new ArrayList<>();
        List<Dashboard.Line> allLines = new ArrayList<>();
        List<Dashboard.Line> lines = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Part part = known.get(row.part());
            Dashboard.Line line = new Dashboard.Line(
                    row.line(), part == null ? "unknown" : part.label(), row.quantity(), row.price(), row.discount());
            lines.add(line);
            allLines.add(line);
            if (i + 1 == rows.size() || rows.get(i + 1).order() != row.order()) {
                orders.add(new Dashboard.Order(row.order(), row.date(), row.total(), List.copyOf(lines)));
                lines.clear();
            }
        }
        return new Dashboard(customer, name, nation, orders, Figures.of(allLines), Instant.now());
    }
}
