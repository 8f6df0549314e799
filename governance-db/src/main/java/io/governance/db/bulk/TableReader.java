package io.governance.db.bulk;

import io.governance.db.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks the database what table it is that is written to. */
final class TableReader {
    /** Types come without their length: a cast to varchar(3) would cut silently, an assignment refuses. */
    private static final String COLUMNS = """
            SELECT a.attname, format_type(a.atttypid, -1), t.typcategory IN ('A', 'C', 'P') OR t.typtype = 'c',
                   c.relkind IN ('r', 'p') AND NOT c.relrowsecurity AND NOT c.relhasrules
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid
            WHERE c.oid = ?::regclass ORDER BY a.attnum
            """;

    private record Column(String type, boolean isComposed) {}

    private TableReader() {}

    static TableShape read(Connection connection, Target target) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        Dialect dialect = Dialect.ofProduct(product);
        if (dialect == Dialect.POSTGRESQL) {
            return readPostgres(connection, target);
        }
        if (target.kind() == WriteKind.UPSERT && dialect != Dialect.H2) {
            throw new SQLFeatureNotSupportedException(
                    "upsert is known for PostgreSQL and H2, found " + product + ": use insert, update or delete there");
        }
        return TableShape.PLAIN;
    }

    private static TableShape readPostgres(Connection connection, Target target) throws SQLException {
        Map<String, Column> known = new LinkedHashMap<>();
        boolean isPlainTable = false;
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, target.table());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    known.put(row.getString(1), new Column(row.getString(2), row.getBoolean(3)));
                    isPlainTable = row.getBoolean(4);
                }
            }
        }
        List<String> types = new ArrayList<>();
        boolean canUnnest = true;
        for (String name : target.columns()) {
            Column column = known.get(folded(name));
            if (column == null) {
                throw new IllegalArgumentException(
                        "table " + target.table() + " has no column " + name + "; it has " + known.keySet());
            }
            types.add(column.type());
            canUnnest &= !column.isComposed();
        }
        boolean hasCopy = CopySender.isPossible(connection);
        return new TableShape(true, types, hasCopy && isPlainTable, hasCopy, canUnnest);
    }

    private static String folded(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1) : name.toLowerCase(Locale.ROOT);
    }
}
