package io.governance.db.store;

import io.governance.remember.Samples;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was measured by period, in {@code gov_sample}. */
final class JdbcSamples implements Samples {
    private final Line writing;
    private final Line reading;

    JdbcSamples(Line writing, Line reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public void add(List<Sample> samples) {
        writing.transaction("adding samples", connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                            "DELETE FROM gov_sample WHERE from_at = ? AND subject = ? AND metric = ? AND node = ?");
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO gov_sample"
                            + " (from_at, subject, metric, node, to_at, buckets) VALUES (?, ?, ?, ?, ?, ?)")) {
                for (Sample sample : samples) {
                    setKey(delete, sample);
                    delete.executeUpdate();
                    setKey(insert, sample);
                    Payload.setInstant(insert, 5, sample.to());
                    insert.setString(6, Payload.ofBuckets(sample.buckets()));
                    insert.executeUpdate();
                }
            }
            return Boolean.TRUE;
        });
    }

    private static void setKey(PreparedStatement statement, Sample sample) throws SQLException {
        Payload.setInstant(statement, 1, sample.from());
        statement.setString(2, sample.subject());
        statement.setString(3, sample.metric());
        statement.setString(4, sample.node());
    }

    @Override
    public List<Sample> read(Instant from, Instant to) {
        return reading.transaction("reading samples", connection -> {
            List<Sample> samples = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT node, subject, metric, from_at, to_at,"
                    + " buckets FROM gov_sample WHERE from_at >= ? AND from_at < ?"
                    + " ORDER BY from_at, subject, metric, node")) {
                Payload.setInstant(query, 1, from);
                Payload.setInstant(query, 2, to);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        samples.add(new Sample(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                Payload.instant(row, 4),
                                Payload.instant(row, 5),
                                Map.copyOf(Payload.buckets(row.getString(6)))));
                    }
                }
            }
            return samples;
        });
    }
}
