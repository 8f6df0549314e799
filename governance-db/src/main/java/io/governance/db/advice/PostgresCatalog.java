package io.governance.db.advice;

import io.governance.db.advice.CandidateMaker.Spread;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What PostgreSQL knows of a table: its columns, its statistics, their age, and how it is written. */
final class PostgresCatalog {
    /**
     * How a table is written, since the statistics were reset.
     *
     * @param updates rows updated
     * @param hotUpdates those that needed no entry in any index
     */
    record Writes(long inserts, long updates, long hotUpdates) {}

    private static final String STALE = """
            SELECT NOT EXISTS (SELECT 1 FROM pg_statistic s WHERE s.starelid = c.oid)
                   OR pg_relation_size(c.oid) / current_setting('block_size')::int > 2 * c.relpages + 10
            FROM pg_class c WHERE c.oid = ?::regclass AND c.relkind IN ('r', 'm') AND pg_relation_size(c.oid) > 0
            """;
    private static final String COLUMNS = """
            SELECT quote_ident(a.attname),
                   CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * greatest(c.reltuples, 1) ELSE s.n_distinct END,
                   s.null_frac
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname
                   AND s.inherited = (c.relkind = 'p')
            WHERE c.oid = ?::regclass ORDER BY a.attnum
            """;
    private static final String WRITES = """
            SELECT n_tup_ins, n_tup_upd, n_tup_hot_upd FROM pg_stat_all_tables WHERE relid = ?::regclass
            """;
    private static final String ROWS = "SELECT reltuples FROM pg_class WHERE oid = ?::regclass";

    private final Connection connection;
    private final Map<String, Map<String, Spread>> columns = new HashMap<>();
    private final Map<String, List<ExistingIndex>> indexes = new HashMap<>();

    PostgresCatalog(Connection connection) {
        this.connection = connection;
    }

    /** Whether the planner works with statistics of a much smaller table, or with none. */
    boolean isStale(String table) throws SQLException {
        try (PreparedStatement query = asked(STALE, table);
                ResultSet row = query.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** All columns of a table in their order, with what the statistics say of them. */
    Map<String, Spread> columns(String table) throws SQLException {
        Map<String, Spread> known = columns.get(table);
        if (known == null) {
            known = new LinkedHashMap<>();
            try (PreparedStatement query = asked(COLUMNS, table);
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    known.put(row.getString(1), new Spread(row.getDouble(2), row.getDouble(3)));
                }
            }
            columns.put(table, known);
        }
        return known;
    }

    Map<String, Set<String>> columnNames(PlanNode plan) throws SQLException {
        Map<String, Set<String>> names = new HashMap<>();
        for (String table : plan.tables()) {
            names.put(table, columns(table).keySet());
        }
        return names;
    }

    List<ExistingIndex> indexes(String table) throws SQLException {
        List<ExistingIndex> known = indexes.get(table);
        if (known == null) {
            known = new IndexReader(connection).ofTable(table);
            indexes.put(table, known);
        }
        return known;
    }

    Writes writes(String table) throws SQLException {
        try (PreparedStatement query = asked(WRITES, table);
                ResultSet row = query.executeQuery()) {
            return row.next() ? new Writes(row.getLong(1), row.getLong(2), row.getLong(3)) : new Writes(0, 0, 0);
        }
    }

    double rows(String table) throws SQLException {
        try (PreparedStatement query = asked(ROWS, table);
                ResultSet row = query.executeQuery()) {
            return row.next() ? row.getDouble(1) : 0;
        }
    }

    private PreparedStatement asked(String sql, String table) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, table);
        return query;
    }
}
