package io.governance.examples.orderdesk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads parts from the database: what the cache loads with, one or many in one statement. */
public final class Parts {
    private final DataSource database;

    /** Reads from the orders database. */
    public Parts(DataSource database) {
        this.database = database;
    }

    /** Returns a part; null when there is none. */
    public @Nullable Part load(Long number) throws SQLException {
        return loadAll(Set.of(number)).get(number);
    }

    /** Returns the parts that exist, by number, in one statement. */
    public Map<Long, Part> loadAll(Set<Long> numbers) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select p_partkey, p_name, p_brand from part where p_partkey = any (?)")) {
            query.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            Map<Long, Part> parts = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    parts.put(row.getLong(1), new Part(row.getLong(1), row.getString(2), row.getString(3)));
                }
            }
            return parts;
        }
    }
}
