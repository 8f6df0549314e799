package io.governance.db.advice;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reviews the indexes and tables of a PostgreSQL schema from its catalog and statistics. */
final class SchemaReview {
    private static final double BLOATED_SHARE = 0.5;

    /** Seconds since the statistics were reset, or since the server started when they never were. */
    private static final String AGE = """
            SELECT extract(epoch FROM now() - coalesce(stats_reset, pg_postmaster_start_time()))
            FROM pg_stat_database WHERE datname = current_database()
            """;

    private static final String FOREIGN_KEYS = """
            SELECT x.conrelid::regclass::text AS name, x.conname AS subject,
                   string_agg(quote_ident(a.attname), ', ' ORDER BY k.place) AS columns,
                   x.confrelid::regclass::text AS referenced, pg_relation_size(x.conrelid) AS bytes
            FROM pg_constraint x JOIN pg_class c ON c.oid = x.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL unnest(x.conkey) WITH ORDINALITY AS k(attnum, place)
            JOIN pg_attribute a ON a.attrelid = x.conrelid AND a.attnum = k.attnum
            WHERE x.contype = 'f' AND x.conparentid = 0 AND n.nspname LIKE ?
              AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = x.conrelid AND i.indisvalid
                              AND i.indpred IS NULL
                              AND (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(x.conkey)] @> x.conkey)
            GROUP BY x.oid, x.conrelid, x.conname, x.confrelid ORDER BY 1, 2
            """;
    /** Making an index reads the table once. The time of the last read is known since PostgreSQL 16. */
    private static final String UNREAD_TABLES = """
            SELECT c.oid::regclass::text AS name, pg_total_relation_size(c.oid) AS bytes,
                   (SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ')
                    FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
                    WHERE d.refobjid = c.oid AND r.ev_class <> c.oid) AS views,
                   (SELECT string_agg(DISTINCT x.conrelid::regclass::text, ', ')
                    FROM pg_constraint x WHERE x.confrelid = c.oid AND x.conrelid <> c.oid) AS "foreign keys of"
            FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
            WHERE s.schemaname LIKE ? AND NOT c.relispartition AND s.n_live_tup > 0
              AND (s.seq_scan <= (SELECT count(*) FROM pg_index i WHERE i.indrelid = c.oid)
                     AND coalesce(s.idx_scan, 0) = 0
                   OR greatest((to_jsonb(s) ->> 'last_seq_scan')::timestamptz,
                               (to_jsonb(s) ->> 'last_idx_scan')::timestamptz) < now() - ? * interval '1 second')
            ORDER BY 1
            """;

    private static final String BLOATED_TABLES = """
            SELECT c.oid::regclass::text AS name, pg_relation_size(c.oid) AS bytes, s.n_dead_tup AS "dead rows",
                   w.bytes AS "expected bytes"
            FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
            CROSS JOIN LATERAL (SELECT (s.n_live_tup * (28 + sum(p.avg_width * (1 - p.null_frac)))
                                       / (0.97 * coalesce((SELECT split_part(o, '=', 2)::int FROM unnest(c.reloptions) o
                                                           WHERE o LIKE 'fillfactor=%'), 100) / 100))::bigint AS bytes
                                FROM pg_stats p WHERE p.schemaname = s.schemaname AND p.tablename = s.relname) w
            WHERE s.schemaname LIKE ? AND pg_relation_size(c.oid) > 10 * 1024 * 1024
              AND w.bytes < ? * pg_relation_size(c.oid)
            ORDER BY 1
            """;
    private static final String TABLES = """
            SELECT c.oid::regclass::text AS name, pg_relation_size(c.oid) AS bytes FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm') AND n.nspname LIKE ?
              AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'
            ORDER BY 1
            """;

    private final Connection connection;
    private final String schema;
    private final Duration unreadFor;
    private final List<Finding> findings = new ArrayList<>();

    SchemaReview(Connection connection, String schema, Duration unreadFor) {
        this.connection = connection;
        this.schema = schema;
        this.unreadFor = unreadFor;
    }

    List<Finding> findings() throws SQLException {
        List<ExistingIndex> indexes = new IndexReader(connection).ofSchema(schema);
        Map<ExistingIndex, ExistingIndex> redundant = IndexReview.redundant(indexes);
        redundant.forEach(this::redundant);
        Duration age = age();
        for (ExistingIndex index : indexes) {
            if (!index.isValid()) {
                invalid(index);
            } else if (!redundant.containsKey(index)) {
                unused(index, age);
            }
        }
        foreignKeys();
        unreadTables(age);
        bloatedTables();
        staleStatistics();
        return List.copyOf(findings);
    }

    private void redundant(ExistingIndex index, ExistingIndex other) {
        boolean isSame = index.keys().size() == other.keys().size();
        Map<String, String> evidence = evidence(index);
        evidence.put("keptIndex", other.name());
        add(
                isSame ? "DUPLICATE_INDEX" : "REDUNDANT_INDEX",
                index.table(),
                index.name() + " (" + index.columnsText() + ") is "
                        + (isSame ? "the same as " : "the beginning of ") + other.name() + " ("
                        + other.columnsText() + "): every write pays for it, no read needs it",
                evidence,
                "DROP INDEX CONCURRENTLY " + index.name());
    }

    private void unused(ExistingIndex index, Duration age) {
        if (index.isNeededForItself() || index.scans() > 0 || age.compareTo(unreadFor) < 0) {
            return;
        }
        Map<String, String> evidence = evidence(index);
        evidence.put("statisticsDays", Long.toString(age.toDays()));
        add(
                "UNUSED_INDEX",
                index.table(),
                index.name() + " was not read once in the " + age.toDays()
                        + " days since the statistics began; standbys and yearly jobs are not seen here",
                evidence,
                "DROP INDEX CONCURRENTLY " + index.name());
    }

    private void invalid(ExistingIndex index) {
        add(
                "INVALID_INDEX",
                index.table(),
                index.name() + " was never finished: writes pay for it, no read may use it",
                evidence(index),
                "DROP INDEX CONCURRENTLY " + index.name());
    }

    private void foreignKeys() throws SQLException {
        for (Map<String, String> row : rows(FOREIGN_KEYS, List.of(schema))) {
            String columns = row.getOrDefault("columns", "");
            add(
                    "FOREIGN_KEY_WITHOUT_INDEX",
                    row.getOrDefault("name", ""),
                    "no index begins with " + columns + " of " + row.get("name") + ": a delete in "
                            + row.get("referenced") + " reads the whole table for each row",
                    row,
                    "CREATE INDEX CONCURRENTLY ON " + row.get("name") + " (" + columns + ")");
        }
    }

    private void unreadTables(Duration age) throws SQLException {
        if (age.compareTo(unreadFor) < 0) {
            return;
        }
        for (Map<String, String> row : rows(UNREAD_TABLES, List.of(schema, unreadFor.toSeconds()))) {
            row.put("statisticsDays", Long.toString(age.toDays()));
            String views = row.get("views");
            add(
                    "UNREAD_TABLE",
                    row.getOrDefault("name", ""),
                    row.get("name") + (views == null ? "" : " and its views " + views) + " were not read in the "
                            + age.toDays() + " days since the statistics began",
                    row,
                    "ask its owner; archive it, then drop it after what still refers to it");
        }
    }

    private void bloatedTables() throws SQLException {
        for (Map<String, String> row : rows(BLOATED_TABLES, List.of(schema, 1 - BLOATED_SHARE))) {
            add(
                    "BLOATED_TABLE",
                    row.getOrDefault("name", ""),
                    row.get("name") + " takes " + row.get("bytes") + " bytes, its rows need about "
                            + row.get("expected bytes"),
                    row,
                    "VACUUM " + row.get("name")
                            + "; if it stays as large, rewrite it when it may be locked (VACUUM FULL)"
                            + " or with pg_repack; vacuum it more often");
        }
    }

    private void staleStatistics() throws SQLException {
        PostgresCatalog catalog = new PostgresCatalog(connection);
        for (Map<String, String> row : rows(TABLES, List.of(schema))) {
            String table = row.getOrDefault("name", "");
            if (catalog.isStale(table)) {
                add(
                        "STALE_STATISTICS",
                        table,
                        "the planner's statistics of " + table + " are missing or of a much smaller table",
                        row,
                        "ANALYZE " + table);
            }
        }
    }

    private Duration age() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(AGE);
                ResultSet row = query.executeQuery()) {
            return row.next() ? Duration.ofSeconds(row.getLong(1)) : Duration.ZERO;
        }
    }

    private List<Map<String, String>> rows(String sql, List<Object> values) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                query.setObject(i + 1, values.get(i));
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Map<String, String> named = new LinkedHashMap<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        String value = row.getString(i);
                        if (value != null) {
                            named.put(row.getMetaData().getColumnLabel(i), value);
                        }
                    }
                    rows.add(named);
                }
            }
        }
        return rows;
    }

    private static Map<String, String> evidence(ExistingIndex index) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("index", index.name());
        evidence.put("bytes", Long.toString(index.bytes()));
        evidence.put("scans", Long.toString(index.scans()));
        return evidence;
    }

    private void add(String kind, String subject, String summary, Map<String, String> evidence, String remedy) {
        findings.add(new Finding(kind, subject, Level.INFO, summary, null, evidence, remedy));
    }
}
