package io.governance.db.store;

import io.governance.remember.Evidence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The counters of swaps in {@code gov_evidence}; a row that is there is merged by the larger count of each bucket. */
final class JdbcEvidence implements Evidence {
    private static final String KEY =
            " WHERE subject = ? AND slice = ? AND node = ? AND incarnation = ? AND metric = ? AND arm = ?";

    /** Always in the same order, so that two writers of the same rows cannot wait for each other. */
    private static final Comparator<Row> ORDER = Comparator.comparing(Row::subject)
            .thenComparing(Row::slice)
            .thenComparing(Row::node)
            .thenComparing(Row::incarnation)
            .thenComparing(Row::metric)
            .thenComparing(Row::arm);

    private final Line writing;
    private final Line reading;

    JdbcEvidence(Line writing, Line reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public void publish(List<Row> rows) {
        List<Row> ordered = rows.stream().sorted(ORDER).toList();
        writing.transaction("publishing evidence", connection -> {
            try (PreparedStatement find =
                            connection.prepareStatement("SELECT buckets FROM gov_evidence" + KEY + " FOR UPDATE");
                    PreparedStatement update =
                            connection.prepareStatement("UPDATE gov_evidence SET buckets = ?" + KEY);
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO gov_evidence"
                                    + " (subject, slice, node, incarnation, metric, arm, buckets) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
                for (Row row : ordered) {
                    publish(row, find, update, insert);
                }
            }
            return Boolean.TRUE;
        });
    }

    private static void publish(Row row, PreparedStatement find, PreparedStatement update, PreparedStatement insert)
            throws SQLException {
        setKey(find, 1, row);
        try (ResultSet there = find.executeQuery()) {
            if (there.next()) {
                Map<Integer, Long> merged = Payload.buckets(there.getString(1));
                row.buckets().forEach((bucket, count) -> merged.merge(bucket, count, Math::max));
                update.setString(1, Payload.ofBuckets(merged));
                setKey(update, 2, row);
                update.executeUpdate();
                return;
            }
        }
        setKey(insert, 1, row);
        insert.setString(7, Payload.ofBuckets(row.buckets()));
        insert.executeUpdate();
    }

    private static void setKey(PreparedStatement statement, int from, Row row) throws SQLException {
        statement.setString(from, row.subject());
        statement.setInt(from + 1, row.slice());
        statement.setString(from + 2, row.node());
        statement.setString(from + 3, row.incarnation());
        statement.setString(from + 4, row.metric());
        statement.setString(from + 5, row.arm());
    }

    @Override
    public List<Row> read(String subject) {
        return reading.transaction("reading the evidence of " + subject, connection -> rows(connection, subject));
    }

    private static List<Row> rows(Connection connection, String subject) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT slice, node, incarnation, metric, arm, buckets FROM gov_evidence WHERE subject = ?")) {
            query.setString(1, subject);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            subject,
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            Map.copyOf(Payload.buckets(row.getString(6)))));
                }
            }
        }
        return rows;
    }
}
