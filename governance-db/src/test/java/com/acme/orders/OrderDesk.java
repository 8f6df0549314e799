package com.acme.orders;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** An application as the tests need one: outside the library's packages, with good and bad ways to ask. */
public final class OrderDesk {
    private final DataSource database;

    public OrderDesk(DataSource database) {
        this.database = database;
    }

    public void create(int orders, int itemsEach) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (id INT PRIMARY KEY, customer INT)");
            statement.execute("CREATE TABLE item (id INT PRIMARY KEY, order_id INT, sku VARCHAR(20))");
            try (PreparedStatement order = connection.prepareStatement("INSERT INTO orders VALUES (?, ?)");
                    PreparedStatement item = connection.prepareStatement("INSERT INTO item VALUES (?, ?, ?)")) {
                for (int i = 0; i < orders; i++) {
                    order.setInt(1, 100 + i);
                    order.setInt(2, i % 3);
                    order.addBatch();
                    for (int j = 0; j < itemsEach; j++) {
                        item.setInt(1, i * itemsEach + j);
                        item.setInt(2, 100 + i);
                        item.setString(3, "sku-" + j);
                        item.addBatch();
                    }
                }
                order.executeBatch();
                item.executeBatch();
            }
        }
    }

    /** One query for the orders, one more for each of them. */
    public int itemsOneByOne() throws SQLException {
        int items = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement orders = connection.prepareStatement("SELECT id FROM orders ORDER BY id");
                PreparedStatement item = connection.prepareStatement("SELECT id, sku FROM item WHERE order_id = ?");
                ResultSet order = orders.executeQuery()) {
            while (order.next()) {
                item.setInt(1, order.getInt("id"));
                try (ResultSet found = item.executeQuery()) { // the query call in the loop
                    while (found.next()) {
                        items++;
                    }
                }
            }
        }
        return items;
    }

    /** The same with values written into the text. */
    public int itemsByLiterals(List<Integer> orders) throws SQLException {
        int items = 0;
        for (int order : orders) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("SELECT sku FROM item WHERE order_id = " + order)) {
                while (found.next()) {
                    items++;
                }
            }
        }
        return items;
    }

    /** A long list of keys in lists of a few. */
    public void itemsByChunks(List<Integer> orders, int chunk) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (int from = 0; from < orders.size(); from += chunk) {
                List<Integer> part = orders.subList(from, Math.min(orders.size(), from + chunk));
                String marks = "?" + ", ?".repeat(part.size() - 1);
                try (PreparedStatement items =
                        connection.prepareStatement("SELECT id FROM item WHERE order_id IN (" + marks + ")")) {
                    for (int i = 0; i < part.size(); i++) {
                        items.setInt(i + 1, part.get(i));
                    }
                    items.executeQuery().close();
                }
            }
        }
    }

    /** All items, page after page by the key of the last row. */
    public int itemsByKeyset(int pageSize) throws SQLException {
        int last = -1;
        int items = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement page =
                        connection.prepareStatement("SELECT id FROM item WHERE id > ? ORDER BY id LIMIT ?")) {
            int rows;
            do {
                rows = 0;
                page.setInt(1, last);
                page.setInt(2, pageSize);
                try (ResultSet found = page.executeQuery()) {
                    while (found.next()) {
                        last = found.getInt(1);
                        rows++;
                    }
                }
                items += rows;
            } while (rows == pageSize);
        }
        return items;
    }

    /** All items, page after page by OFFSET. */
    public void itemsByOffset(int pages, int pageSize) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (int page = 0; page < pages; page++) {
                statement
                        .executeQuery(
                                "SELECT id FROM item ORDER BY id LIMIT " + pageSize + " OFFSET " + page * pageSize)
                        .close();
            }
        }
    }

    public int sameQuestion(int times) throws SQLException {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += countOf(2);
        }
        return sum;
    }

    public int countOf(int customer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count =
                        connection.prepareStatement("SELECT count(*) FROM orders WHERE customer = ?")) {
            count.setInt(1, customer);
            try (ResultSet found = count.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        }
    }

    public void move(int order, int customer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE orders SET customer = ? WHERE id = ?")) {
            update.setInt(1, customer);
            update.setInt(2, order);
            update.executeUpdate();
        }
    }

    /** The batch interface, one row at a time. */
    public void moveInBatchesOfOne(int orders) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE orders SET customer = ? WHERE id = ?")) {
            for (int i = 0; i < orders; i++) {
                update.setInt(1, i);
                update.setInt(2, 100 + i);
                update.addBatch();
                update.executeBatch();
            }
        }
    }

    public void keepAlive(int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET SCHEMA PUBLIC");
                statement.executeQuery("SELECT 1").close();
            }
        }
    }
}
