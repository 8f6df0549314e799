package io.governance.db.bulk;

import io.governance.measure.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of any query in a stable order, page by page by their sort keys instead of by OFFSET, so that a late
 * page costs what the first one costs (given an index on the sort keys).
 *
 * <p>Sort keys may be compound, of mixed directions, and null; together they must be unique. A page is read with one
 * statement and its connection is given back; the next page sees what has been committed since. With
 * {@link Builder#consistentSnapshot()} one statement is read to its end instead. Never more than a page is in memory.
 * Thread-safe; what {@link #read()} returns is not.
 *
 * @param <T> what a row becomes
 */
public final class KeysetReader<T> {
    /** What is read and how. */
    record Source<T>(
            DataSource database,
            KeysetSql sql,
            List<SortKey> keys,
            List<@Nullable Object> parameters,
            int pageSize,
            RowMapper<T> mapper) {}

    private final Source<T> source;
    private final String query;
    private final boolean isSnapshot;
    private final Duration patience;

    private KeysetReader(Builder settings, RowMapper<T> mapper) {
        this.query = settings.query;
        this.isSnapshot = settings.isSnapshot;
        this.patience = settings.patience;
        this.source = new Source<>(
                settings.database,
                new KeysetSql(query, settings.keys),
                settings.keys,
                settings.parameters,
                settings.pageSize,
                mapper);
    }

    /**
     * Returns a builder.
     *
     * @param query a SELECT without ORDER BY, with {@code ?} for its parameters; it returns the sort keys as columns
     * @param keys what to sort by; the last one makes rows unique
     */
    public static Builder builder(DataSource database, String query, SortKey... keys) {
        return new Builder(database, query, List.of(keys));
    }

    /** Reads from the first row on. */
    public KeysetRows<T> read() {
        return open(null);
    }

    /**
     * Reads from the row after the one at which the token was taken.
     *
     * @throws IllegalArgumentException when the token is of another query or order
     */
    public KeysetRows<T> resume(String token) {
        return open(KeysetToken.parse(token, query, source.keys()));
    }

    private KeysetRows<T> open(@Nullable List<KeyValue> position) {
        if (!isSnapshot) {
            Time time = Time.system();
            return new KeysetRows<>(
                    this, new SeparatePages<>(source, () -> new Attempts(patience, time), position), position);
        }
        try {
            return new KeysetRows<>(this, SnapshotPages.open(source, position), position);
        } catch (SQLException e) {
            throw stopped(token(position), e);
        }
    }

    String token(@Nullable List<KeyValue> position) {
        return KeysetToken.format(query, source.keys(), position);
    }

    BulkException stopped(String token, SQLException cause) {
        return new BulkException(
                "reading in the order of "
                        + source.keys().stream().map(SortKey::order).toList() + " stopped: " + cause.getMessage(),
                token,
                cause);
    }

    /** Says what is read and how; not thread-safe. */
    public static final class Builder {
        private static final int PAGE_SIZE = 1_000;

        private final DataSource database;
        private final String query;
        private final List<SortKey> keys;
        private List<@Nullable Object> parameters = List.of();
        private int pageSize = PAGE_SIZE;
        private Duration patience = Duration.ofMinutes(1);
        private boolean isSnapshot;

        private Builder(DataSource database, String query, List<SortKey> keys) {
            this.database = database;
            this.query = query;
            this.keys = keys;
        }

        /** Sets the parameters of the query. */
        public Builder parameters(@Nullable Object... values) {
            parameters = Arrays.asList(values.clone());
            return this;
        }

        /** Sets how many rows are in memory at most; by default 1,000. */
        public Builder pageSize(int rows) {
            pageSize = rows;
            return this;
        }

        /** Sets how long a page is tried again after a lost connection; by default one minute. */
        public Builder patience(Duration patience) {
            this.patience = patience;
            return this;
        }

        /**
         * Reads everything as it was at one moment: one statement, fetched a page at a time, whose connection and
         * transaction are held until the rows are closed. A resumed reader sees the moment of its resumption.
         */
        public Builder consistentSnapshot() {
            isSnapshot = true;
            return this;
        }

        /**
         * Returns the reader.
         *
         * @throws IllegalArgumentException when there is no sort key, a page of no rows, or a query that ends in a
         *     semicolon
         */
        public <T> KeysetReader<T> build(RowMapper<T> mapper) {
            if (keys.isEmpty() || pageSize < 1 || query.strip().endsWith(";")) {
                throw new IllegalArgumentException(
                        "expected at least one sort key, a page size >= 1 and a query without"
                                + " a semicolon at its end, found " + keys + ", " + pageSize + " and '" + query + "'");
            }
            return new KeysetReader<>(this, mapper);
        }
    }
}
