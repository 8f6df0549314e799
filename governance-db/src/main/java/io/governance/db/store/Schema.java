package io.governance.db.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables, by version; missing ones are created, newer ones are refused. */
final class Schema {
    static final int VERSION = 1;
    private static final int ATTEMPTS = 5;

    private volatile boolean isThere;

    void createIfMissing(Connection connection) throws SQLException {
        SQLException last = null;
        for (int attempt = 0; attempt < ATTEMPTS && !isThere; attempt++) {
            try {
                migrate(connection);
                isThere = true;
            } catch (SQLException e) {
                last = e; // two nodes that create the same table at once disturb each other; the next look finds it
            }
        }
        if (!isThere && last != null) {
            throw last;
        }
    }

    private static void migrate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS gov_schema (version INT NOT NULL PRIMARY KEY)");
            int found = 0;
            try (ResultSet row = statement.executeQuery("SELECT coalesce(max(version), 0) FROM gov_schema")) {
                found = row.next() ? row.getInt(1) : 0;
            }
            if (found > VERSION) {
                throw new SQLException("the tables have version " + found + ", this library knows " + VERSION
                        + ": a newer one has been here; update this node");
            }
            for (int version = found + 1; version <= VERSION; version++) {
                for (String part : script(version).split(";\\R", -1)) {
                    if (!part.isBlank()) {
                        statement.execute(part);
                    }
                }
                statement.execute("INSERT INTO gov_schema VALUES (" + version + ")");
            }
        }
    }

    private static String script(int version) throws SQLException {
        String name = "schema-" + version + ".sql";
        try (InputStream file = Schema.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new SQLException(name + " is missing in the jar of governance-db: build it again");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SQLException(name + " cannot be read", e);
        }
    }
}
