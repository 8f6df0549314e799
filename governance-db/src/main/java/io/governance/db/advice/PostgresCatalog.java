package io.governance.db.advice;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What PostgreSQL knows of a table: its statistics, their age, and the indexes that exist. */
final class PostgresCatalog {
    private static final String STALE = """
            SELECT NOT EXISTS (SELECT 1 FROM pg_statistic s WHERE s.starelid = c.oid)
                   OR pg_relation_size(c.oid) / current_setting('block_size')::int > 2 * c.relpages + 10
            FROM pg_class c WHERE c.oid = ?::regclass AND pg_relation_size(c.oid) > 0
            """;
    private static final String DISTINCT = """
            SELECT s.attname, CASE WHEN s.n_distinct < 0 THEN -s.n_distinct * greatest(c.reltuples, 1)
                                   ELSE s.n_distinct END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname
            WHERE c.oid = ?::regclass
            """;
    private static final String INDEXES = """
            SELECT i.indexrelid, quote_ident(a.attname)
            FROM pg_index i
            JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, place) ON k.place <= i.indnkeyatts
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ?::regclass AND i.indisvalid AND i.indexprs IS NULL AND i.indpred IS NULL
            ORDER BY i.indexrelid, k.place
            """;

    private final Connection connection;

    PostgresCatalog(Connection connection) {
        this.connection = connection;
    }

    /** Whether the planner works with statistics of a much smaller table, or with none. */
    boolean isStale(String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STALE)) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    Map<String, Double> distinctValues(String table) throws SQLException {
        Map<String, Double> distinct = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(DISTINCT)) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    distinct.put(PlanReader.quoted(row.getString(1)), row.getDouble(2));
                }
            }
        }
        return distinct;
    }

    /** Whether an index exists that starts with the candidate's columns in their order. */
    boolean exists(IndexCandidate candidate) throws SQLException {
        Map<Long, List<String>> indexes = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(INDEXES)) {
            query.setString(1, candidate.table());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    indexes.computeIfAbsent(row.getLong(1), index -> new ArrayList<>())
                            .add(row.getString(2));
                }
            }
        }
        int width = candidate.columns().size();
        return indexes.values().stream()
                .anyMatch(columns ->
                        columns.size() >= width && columns.subList(0, width).equals(candidate.columns()));
    }
}
