package io.governance.db.store;

import io.governance.remember.Fleet;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The nodes of one fleet in {@code gov_node}. */
final class JdbcFleet implements Fleet {
    private final String fleet;
    private final Line writing;
    private final Line reading;

    JdbcFleet(String fleet, Line writing, Line reading) {
        this.fleet = fleet;
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public void seen(String node, Instant at) {
        writing.transaction("noting that " + node + " was seen", connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                            "UPDATE gov_node SET seen_at = greatest(seen_at, ?) WHERE fleet = ? AND id = ?");
                    PreparedStatement insert =
                            connection.prepareStatement("INSERT INTO gov_node (seen_at, fleet, id) VALUES (?, ?, ?)")) {
                PreparedStatement next = update;
                for (int updated = 0; updated == 0; next = insert) {
                    Payload.setInstant(next, 1, at);
                    next.setString(2, fleet);
                    next.setString(3, node);
                    updated = next.executeUpdate();
                }
            }
            return Boolean.TRUE;
        });
    }

    @Override
    public Map<String, Instant> nodes() {
        return nodes(Instant.EPOCH);
    }

    @Override
    public Map<String, Instant> nodes(Instant since) {
        return reading.transaction("reading the nodes", connection -> {
            Map<String, Instant> nodes = new TreeMap<>();
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT id, seen_at FROM gov_node WHERE fleet = ? AND seen_at >= ?")) {
                query.setString(1, fleet);
                Payload.setInstant(query, 2, since);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        nodes.put(row.getString(1), Payload.instant(row, 2));
                    }
                }
            }
            return nodes;
        });
    }

    @Override
    public String stream() {
        return "fleet"; // the ledger keeps fleets apart
    }
}
