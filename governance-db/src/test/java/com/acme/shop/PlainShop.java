package com.acme.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The scenarios by hand, with JDBC alone. */
public final class PlainShop {
    private final DataSource database;

    public PlainShop(DataSource database) {
        this.database = database;
    }

    private static List<Long> longs(ResultSet rows, int column) throws SQLException {
        List<Long> all = new ArrayList<>();
        while (rows.next()) {
            all.add(rows.getLong(column));
        }
        return all;
    }

    private static List<Long> ask(Connection connection, String sql, long parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                return longs(rows, 1);
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Long> list(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return longs(rows, 1);
        }
    }

    /** N01 */
    public void itemsOfEachOrder() throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (long order : list(connection, "SELECT id FROM orders ORDER BY id")) {
                ask(connection, "SELECT id FROM item WHERE order_id = ?", order);
            }
        }
    }

    /** N05: many orders, few customers. */
    public void fewCustomersOfManyOrders() throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (long customer : list(connection, "SELECT 500 + id % 3 FROM orders ORDER BY id LIMIT 25")) {
                ask(connection, "SELECT id FROM customer WHERE id = ?", customer);
            }
        }
    }

    /** N06, N20 */
    public long customer(long id) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return ask(connection, "SELECT id FROM customer WHERE id = ?", id).size();
        }
    }

    /** N08 */
    public void pagesByKey() throws SQLException {
        String sql = "SELECT created_at, id FROM ev WHERE (created_at, id) > (?, ?) ORDER BY created_at, id LIMIT 50";
        Timestamp at = Timestamp.valueOf("2000-01-01 00:00:00");
        long id = 0;
        try (Connection connection = database.getConnection()) {
            int rows;
            do {
                rows = 0;
                try (PreparedStatement page = connection.prepareStatement(sql)) {
                    page.setTimestamp(1, at);
                    page.setLong(2, id);
                    try (ResultSet found = page.executeQuery()) {
                        while (found.next()) {
                            at = found.getTimestamp(1);
                            id = found.getLong(2);
                            rows++;
                        }
                    }
                }
            } while (rows == 50);
        }
    }

    /** N09 */
    public void pagesByOffset(boolean isLiteral) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (int page = 0; page < 12; page++) {
                if (isLiteral) {
                    list(connection, "SELECT id FROM ev ORDER BY id LIMIT 25 OFFSET " + 25 * page);
                } else {
                    ask(connection, "SELECT id FROM ev ORDER BY id LIMIT 25 OFFSET ?", 25L * page);
                }
            }
        }
    }

    /** N10 */
    public void chunks(int keys, int chunk) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (int from = 0; from < keys; from += chunk) {
                int size = Math.min(chunk, keys - from);
                String sql = "SELECT id FROM item WHERE id IN (?" + ", ?".repeat(size - 1) + ")";
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    for (int i = 0; i < size; i++) {
                        statement.setLong(i + 1, 10_000 + from + i);
                    }
                    statement.executeQuery().close();
                }
            }
        }
    }

    /** N11 */
    public void config() throws SQLException {
        try (Connection connection = database.getConnection()) {
            list(connection, "SELECT 1 FROM config WHERE name = 'vat'");
        }
    }

    /** N12 */
    public void changeConfig() throws SQLException {
        try (Connection connection = database.getConnection()) {
            run(connection, "UPDATE config SET val = '20' WHERE name = 'vat'");
        }
    }

    /** N13: somebody else changes the row twice. */
    public void changeDocument() throws SQLException {
        int othersVersion = 0;
        int changed;
        do {
            try (Connection connection = database.getConnection()) {
                connection.setAutoCommit(false);
                ask(connection, "SELECT version FROM doc WHERE id = ?", 7);
                String sql = "UPDATE doc SET body = ?, version = ? WHERE id = ? AND version = ?";
                try (PreparedStatement update = connection.prepareStatement(sql)) {
                    update.setString(1, "b");
                    update.setInt(2, othersVersion + 1);
                    update.setLong(3, 7);
                    update.setInt(4, othersVersion);
                    changed = update.executeUpdate();
                }
                if (changed == 0) {
                    connection.rollback();
                    othersVersion++;
                } else {
                    connection.commit();
                }
            }
        } while (changed == 0);
    }

    /** N14 */
    public void notesWithIdentity(int count) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (int i = 0; i < count; i++) {
                try (PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO note (body) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                    insert.setString(1, "n" + i);
                    insert.executeUpdate();
                    try (ResultSet keys = insert.getGeneratedKeys()) {
                        longs(keys, 1);
                    }
                }
            }
        }
    }

    /** N15 with batches of one, N16 with a number of the sequence for each row and batches of ten. */
    public void notesInBatches(int count, int batch, boolean isNumbered) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO note (id, body) VALUES (?, ?)")) {
            for (int i = 1; i <= count; i++) {
                long id = isNumbered
                        ? list(connection, "SELECT nextval('note_seq')").get(0)
                        : 0L;
                insert.setLong(1, (isNumbered ? 100_000 : 10_000) + id + i);
                insert.setString(2, "n");
                insert.addBatch();
                if (i % batch == 0) {
                    insert.executeBatch();
                }
            }
        }
    }

    /** N17 */
    public void keepAlive() throws SQLException {
        for (int i = 0; i < 20; i++) {
            try (Connection connection = database.getConnection()) {
                run(connection, "SELECT 1");
                run(connection, "SET search_path TO public");
            }
        }
    }

    /** N18 */
    public int walk(long node) throws SQLException {
        List<Long> children;
        try (Connection connection = database.getConnection()) {
            children = ask(connection, "SELECT id FROM node WHERE parent_id = ? AND id <> parent_id", node);
        }
        int nodes = 1;
        for (long child : children) {
            nodes += walk(child);
        }
        return nodes;
    }

    /** N19 */
    public void productsOfItemsOfOrders() throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (long order : list(connection, "SELECT id FROM orders ORDER BY id LIMIT 30")) {
                for (long product : ask(connection, "SELECT product_id FROM item WHERE order_id = ?", order)) {
                    ask(connection, "SELECT id FROM product WHERE id = ?", product);
                }
            }
        }
    }

    /** N21 */
    public void payAll() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement pay =
                        connection.prepareStatement("UPDATE account SET balance = balance - ? WHERE id = ?")) {
            for (int i = 0; i < 60; i++) {
                pay.setLong(1, i);
                pay.setLong(2, 3_000 + i);
                pay.executeUpdate();
            }
        }
    }

    /** N22 */
    public void differentQuestions() throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (String table : List.of("customer", "orders", "item", "product", "config", "node", "doc", "account")) {
                list(connection, "SELECT count(*) FROM " + table);
            }
        }
    }
}
