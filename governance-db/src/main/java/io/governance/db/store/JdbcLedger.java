package io.governance.db.store;

import io.governance.measure.Time;
import io.governance.remember.EntryHash;
import io.governance.remember.Ledger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The ledger in {@code gov_ledger}; its primary key lets only one of several writers have a version. Fleets that share a
 * database do not see each other's streams: the names of all but the default one's begin with {@code fleet/NAME/} there.
 */
final class JdbcLedger implements Ledger {
    private static final String FLEETS = "fleet/";

    private final String node;
    private final Time time;
    private final Line writing;
    private final Line reading;
    private final String prefix;

    JdbcLedger(StoreSettings settings, Line writing, Line reading) {
        this.node = settings.node();
        this.time = settings.time();
        this.writing = writing;
        this.reading = reading;
        this.prefix = settings.fleet().equals(StoreSettings.DEFAULT_FLEET) ? "" : FLEETS + settings.fleet() + "/";
    }

    @Override
    public OptionalLong append(String stream, long expectedVersion, String type, Map<String, String> facts) {
        Instant now = time.now();
        long version = expectedVersion + 1;
        return writing.transaction("appending " + type + " to " + stream, connection -> {
            Optional<String> previous = expectedVersion == 0 ? Optional.of("") : hash(connection, stream, version - 1);
            if (previous.isEmpty()) {
                return OptionalLong.empty();
            }
            Entry entry = EntryHash.entry(stream, version, now, node, type, facts, previous.get());
            Optional<String> there = hash(connection, stream, version);
            if (there.isPresent()) {
                // the same hash: an attempt whose answer was lost had been committed
                return there.get().equals(entry.hash()) ? OptionalLong.of(version) : OptionalLong.empty();
            }
            insert(connection, entry);
            return OptionalLong.of(version);
        });
    }

    private Optional<String> hash(Connection connection, String stream, long version) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT hash FROM gov_ledger WHERE stream = ? AND version = ?")) {
            query.setString(1, prefix + stream);
            query.setLong(2, version);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private void insert(Connection connection, Entry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO gov_ledger"
                + " (stream, version, at, node, type, payload, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, prefix + entry.stream());
            insert.setLong(2, entry.version());
            Payload.setInstant(insert, 3, entry.at());
            insert.setString(4, entry.node());
            insert.setString(5, entry.type());
            insert.setString(6, Payload.ofFacts(entry.facts()));
            insert.setString(7, entry.previousHash());
            insert.setString(8, entry.hash());
            insert.executeUpdate();
        }
    }

    @Override
    public List<Entry> read(String stream, long afterVersion) {
        return reading.transaction("reading " + stream, connection -> {
            List<Entry> entries = new ArrayList<>();
            try (PreparedStatement query = connection.prepareStatement("SELECT version, at, node, type, payload,"
                    + " previous_hash, hash FROM gov_ledger WHERE stream = ? AND version > ? ORDER BY version")) {
                query.setString(1, prefix + stream);
                query.setLong(2, afterVersion);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        entries.add(new Entry(
                                stream,
                                row.getLong(1),
                                Payload.instant(row, 2),
                                row.getString(3),
                                row.getString(4),
                                Payload.facts(row.getString(5)),
                                row.getString(6),
                                row.getString(7)));
                    }
                }
            }
            return entries;
        });
    }

    @Override
    public List<String> streams(String beginning) {
        String wanted = prefix + beginning;
        return reading.transaction("listing streams", connection -> {
            TreeSet<String> names = new TreeSet<>();
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT stream FROM gov_ledger WHERE version = 1 AND substring(stream, 1, ?) = ?")) {
                query.setInt(1, wanted.length());
                query.setString(2, wanted);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        String name = row.getString(1).substring(prefix.length());
                        if (!prefix.isEmpty() || !name.startsWith(FLEETS)) {
                            names.add(name);
                        }
                    }
                }
            }
            return List.copyOf(names);
        });
    }
}
