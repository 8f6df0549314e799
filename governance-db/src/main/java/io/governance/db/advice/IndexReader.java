package io.governance.db.advice;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the indexes of PostgreSQL from its catalog. */
final class IndexReader {
    private static final String INDEXES = """
            SELECT i.indexrelid, quote_ident(n.nspname) || '.' || quote_ident(c.relname),
                   quote_ident(tn.nspname) || '.' || quote_ident(t.relname), m.amname,
                   coalesce(pg_get_expr(i.indpred, i.indrelid), ''), i.indisunique,
                   i.indisprimary OR i.indisexclusion OR i.indisreplident OR i.indisclustered
                     OR EXISTS (SELECT 1 FROM pg_constraint x WHERE x.conindid = i.indexrelid)
                     OR EXISTS (SELECT 1 FROM pg_inherits h WHERE h.inhrelid = i.indexrelid),
                   i.indisvalid, pg_relation_size(i.indexrelid), coalesce(s.idx_scan, 0), k.place > i.indnkeyatts,
                   pg_get_indexdef(i.indexrelid, k.place::int, true),
                   coalesce(i.indoption[k.place - 1], 0), o.oid || '/' || coalesce(i.indcollation[k.place - 1], 0),
                   o.opcdefault
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace
            JOIN pg_am m ON m.oid = c.relam
            LEFT JOIN pg_stat_all_indexes s ON s.indexrelid = i.indexrelid
            CROSS JOIN LATERAL generate_series(1, i.indnatts) AS k(place)
            LEFT JOIN pg_opclass o ON o.oid = i.indclass[k.place - 1]
            WHERE c.relkind = 'i' AND %s
            ORDER BY i.indexrelid, k.place
            """;

    private final Connection connection;

    IndexReader(Connection connection) {
        this.connection = connection;
    }

    List<ExistingIndex> ofTable(String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(INDEXES.formatted("i.indrelid = ?::regclass"))) {
            query.setString(1, table);
            return read(query);
        }
    }

    /** Those of one schema, or of all schemas but the server's own. */
    List<ExistingIndex> ofSchema(String schema) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(INDEXES.formatted("tn.nspname LIKE ?"
                + " AND tn.nspname NOT IN ('pg_catalog', 'information_schema') AND tn.nspname NOT LIKE 'pg\\_t%'"))) {
            query.setString(1, schema);
            return read(query);
        }
    }

    private static List<ExistingIndex> read(PreparedStatement query) throws SQLException {
        List<ExistingIndex> indexes = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            long last = -1;
            while (row.next()) {
                if (row.getLong(1) != last) {
                    last = row.getLong(1);
                    indexes.add(index(row));
                }
                ExistingIndex index = indexes.get(indexes.size() - 1);
                if (row.getBoolean(11)) {
                    index.included().add(row.getString(12));
                } else {
                    index.keys()
                            .add(new ExistingIndex.Key(
                                    row.getString(12), row.getInt(13), row.getString(14), row.getBoolean(15)));
                }
            }
        }
        return indexes;
    }

    private static ExistingIndex index(ResultSet row) throws SQLException {
        return new ExistingIndex(
                row.getString(2),
                row.getString(3),
                row.getString(4),
                new ArrayList<>(),
                new ArrayList<>(),
                row.getString(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getLong(9),
                row.getLong(10));
    }
}
