package io.governance.examples.orderdesk;

import io.governance.cache.GovernedCache;
import java.math.BigDecimal;
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

/** The dashboard in one statement; parts come from the cache, those that are missing there in one more. */
public final class OptimizedDashboard implements CustomerDashboard {
    private static final String LINES = "select c_name, n_name, o_orderkey, o_orderdate, o_totalprice,"
            + " l_linenumber, l_partkey, l_quantity, l_extendedprice, l_discount"
            + " from customer join nation on n_nationkey = c_nationkey"
            + " left join (select o_orderkey, o_orderdate, o_totalprice from orders"
            + " where o_custkey = ? and o_orderstatus = ? order by o_orderdate desc, o_orderkey limit " + ORDERS
            + ") as newest on true"
            + " left join lineitem on l_orderkey = o_orderkey"
            + " where c_custkey = ? order by o_orderdate desc, o_orderkey, l_linenumber";

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
            BigDecimal total,
            int line,
            long part,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal discount) {
        Dashboard.Line line(Map<Long, Part> known) {
            Part found = known.get(part);
            return new Dashboard.Line(line, found == null ? "unknown" : found.label(), quantity, price, discount);
        }
    }

    private record Found(String name, String nation, List<Row> rows) {}

    @Override
    public Dashboard load(long customer) throws SQLException {
        Found found = find(customer);
        // the connection is back by now: a cache that loads needs one, and nobody should hold one while waiting for
        // another
        List<Dashboard.Order> orders = orders(found, partsOf(found.rows()));
        return new Dashboard(customer, found.name(), found.nation(), orders, figures(orders), Instant.now());
    }

    private Found find(long customer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(LINES)) {
            query.setLong(1, customer);
            query.setString(2, STATUS);
            query.setLong(3, customer);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new UnknownCustomerException(customer);
                }
                return new Found(row.getString(1), row.getString(2).strip(), rows(row));
            }
        }
    }

    /** Reads from the present row on; a customer without orders has one row without one. */
    private static List<Row> rows(ResultSet row) throws SQLException {
        List<Row> rows = new ArrayList<>();
        do {
            long order = row.getLong(3);
            if (!row.wasNull()) {
                rows.add(new Row(
                        order,
                        row.getObject(4, LocalDate.class),
                        row.getBigDecimal(5),
                        row.getInt(6),
                        row.getLong(7),
                        row.getBigDecimal(8),
                        row.getBigDecimal(9),
                        row.getBigDecimal(10)));
            }
        } while (row.next());
        return rows;
    }

    private Map<Long, Part> partsOf(List<Row> rows) throws SQLException {
        Set<Long> numbers = new LinkedHashSet<>();
        rows.forEach(row -> numbers.add(row.part()));
        return parts.<SQLException>getAll(numbers);
    }

    private static List<Dashboard.Order> orders(Found found, Map<Long, Part> known) {
        List<Row> rows = found.rows();
        List<Dashboard.Order> orders = new ArrayList<>();
        List<Dashboard.Line> lines = new ArrayList<>();
        BigDecimal running = BigDecimal.ZERO;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            Dashboard.Line line = row.line(known);
            lines.add(line);
            running = running.add(line.revenue());
            if (i + 1 == rows.size() || rows.get(i + 1).order() != row.order()) {
                orders.add(new Dashboard.Order(
                        (orders.size() + 1) + " to " + found.nation(),
                        row.order(),
                        row.date(),
                        row.total(),
                        running,
                        List.copyOf(lines)));
                lines.clear();
            }
        }
        return orders;
    }

    private static Figures figures(List<Dashboard.Order> orders) {
        return Figures.of(
                orders.stream().flatMap(order -> order.lines().stream()).toList());
    }
}
