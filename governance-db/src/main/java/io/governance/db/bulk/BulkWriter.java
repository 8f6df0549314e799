package io.governance.db.bulk;

import io.governance.measure.Time;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes many rows in the fastest form that is correct for their number, each row exactly once.
 *
 * <p>Rows are taken from the source chunk by chunk, so that a source of any length needs the memory of one chunk and is
 * never read faster than the database writes. A chunk is one transaction: conflicts, deadlocks and lost connections are
 * tried again without doubling a row; rows that the database refuses are found, reported and left out. On PostgreSQL
 * values travel as text and mean the same in every form; other databases get plain JDBC batches.
 *
 * <p>Every method does I/O; a connection is borrowed for each chunk. Thread-safe; runs share nothing.
 *
 * @param <T> what the source holds
 */
public final class BulkWriter<T> {
    private final DataSource database;
    private final Target target;
    private final Builder settings;
    private final Function<? super T, @Nullable Object[]> values;
    private volatile @Nullable Session session;

    private BulkWriter(Builder settings, Target target, Function<? super T, @Nullable Object[]> values) {
        this.database = settings.database;
        this.target = target;
        this.settings = settings.copy();
        this.values = values;
    }

    /**
     * Returns a builder of a writer that inserts, unless it is told to do something else.
     *
     * @param table such as {@code orders} or {@code sales.orders}, quoted where SQL needs it
     * @param columns the columns that are written, in the order of the values
     */
    public static Builder builder(DataSource database, String table, String... columns) {
        return new Builder(database, table, List.of(columns));
    }

    /**
     * Writes all rows of a source.
     *
     * @throws BulkException when the write cannot go on; it carries where to resume
     */
    public BulkReport write(Iterator<? extends T> source) {
        return run(source, 0);
    }

    /** Writes all rows of a collection; see {@link #write(Iterator)}. */
    public BulkReport write(Iterable<? extends T> source) {
        return write(source.iterator());
    }

    /** Writes all rows of a stream and closes it; see {@link #write(Iterator)}. */
    public BulkReport write(Stream<? extends T> source) {
        try (source) {
            return write(source.iterator());
        }
    }

    /**
     * Goes on with a write that stopped.
     *
     * @param token from a report, a listener or a {@link BulkException}
     * @param source the same rows in the same order from the first one on; those that are done are skipped
     * @throws IllegalArgumentException when the token is of another write
     */
    public BulkReport resume(String token, Iterator<? extends T> source) {
        BulkToken parsed = BulkToken.parse(token, target);
        long done = rowsDone(parsed);
        for (long i = 0; i < done; i++) {
            if (!source.hasNext()) {
                throw new IllegalArgumentException("token: '" + token + "' says that " + done
                        + " rows are done, the source has only " + i + ": give the source from its first row on");
            }
            source.next();
        }
        return run(source, done);
    }

    private long rowsDone(BulkToken token) {
        CommitTicket pending = token.pending();
        if (pending == null) {
            return token.rows();
        }
        try {
            SQLException why = new SQLException("the transaction " + pending.transaction() + " is still running");
            CommitOutcome outcome = writer(session()).settled(pending, attempts(), why);
            if (outcome == CommitOutcome.UNKNOWN && !target.kind().isRepeatable()) {
                throw new SQLException("the server no longer knows transaction " + pending.transaction()
                        + ": look whether rows " + token.rows() + " to " + (token.rowsAfter() - 1) + " are there");
            }
            return outcome == CommitOutcome.COMMITTED ? token.rowsAfter() : token.rows();
        } catch (SQLException e) {
            throw new BulkException(target + " cannot be resumed: " + e.getMessage(), token.toString(), e);
        }
    }

    private BulkReport run(Iterator<? extends T> source, long skipped) {
        Tally tally = new Tally(target, settings.isDryRun, skipped);
        try {
            Session known = session();
            ChunkWriter writer = writer(known);
            ChunkReader<T> reader = new ChunkReader<>(target, known.table().isPostgres(), settings.chunkRows, values);
            while (source.hasNext()) {
                Chunk chunk = reader.next(source, tally.read());
                write(chunk, writer, tally);
            }
            return tally.report();
        } catch (SQLException e) {
            throw new BulkException(
                    target + " stopped after " + tally.read() + " rows: " + e.getMessage() + " (" + tally.report()
                            + ")",
                    tally.token().toString(),
                    e);
        }
    }

    private void write(Chunk chunk, ChunkWriter writer, Tally tally) throws SQLException {
        int room = settings.maximumBadRows - tally.refused();
        BadRows invalid = new BadRows(room);
        for (BadRow row : chunk.invalid()) {
            invalid.add(row);
        }
        ChunkResult result = chunk.rows().isEmpty()
                ? new ChunkResult(BulkMode.BATCH, 0, 0, List.of(), 0)
                : writer.write(chunk.rows(), room - chunk.invalid().size(), ticket -> {
                    if (ticket != null) {
                        settings.listener.beforeCommit(tally.committing(chunk, ticket));
                    }
                });
        tally.add(chunk, result);
        settings.listener.committed(tally.progress());
    }

    private ChunkWriter writer(Session known) {
        return new ChunkWriter(database, known, target.kind(), settings.isDryRun, this::attempts);
    }

    private Attempts attempts() {
        return new Attempts(settings.patience, settings.time);
    }

    private Session session() throws SQLException {
        Session known = session;
        Attempts attempts = attempts();
        while (known == null) {
            try (Connection connection = database.getConnection()) {
                known = Session.open(connection, target, settings.only);
                session = known;
            } catch (SQLException e) {
                if (FailureKind.of(e) != FailureKind.CONNECTION) {
                    throw e;
                }
                attempts.waitAfter(e);
            }
        }
        return known;
    }

    /** Says what is written and how; not thread-safe. */
    public static final class Builder {
        private static final int CHUNK_ROWS = 65_536;
        private static final int MAXIMUM_BAD_ROWS = 1_000;

        private final DataSource database;
        private final String table;
        private final List<String> columns;
        private WriteKind kind = WriteKind.INSERT;
        private List<String> keys = List.of();
        private int chunkRows = CHUNK_ROWS;
        private int maximumBadRows = MAXIMUM_BAD_ROWS;
        private Duration patience = Duration.ofMinutes(1);
        private BulkListener listener = progress -> {};
        private boolean isDryRun;
        private @Nullable BulkMode only;
        private Time time = Time.system();

        private Builder(DataSource database, String table, List<String> columns) {
            this.database = database;
            this.table = table;
            this.columns = columns;
        }

        /** Inserts rows, or changes those that have the same key; of several rows of one key the last wins. */
        public Builder upsert(String... keys) {
            return kind(WriteKind.UPSERT, keys);
        }

        /** Changes the rows that have the same key; the others are left out. */
        public Builder update(String... keys) {
            return kind(WriteKind.UPDATE, keys);
        }

        /** Deletes the rows whose key is given by all columns. */
        public Builder delete() {
            return kind(WriteKind.DELETE, columns.toArray(String[]::new));
        }

        private Builder kind(WriteKind chosen, String... keys) {
            this.kind = chosen;
            this.keys = List.of(keys);
            return this;
        }

        /** Sets how many rows are one transaction at most; by default 65,536, and no more than about 16 MiB. */
        public Builder chunkRows(int rows) {
            chunkRows = rows;
            return this;
        }

        /** Sets how many bad rows are left out before the write stops; by default 1,000. */
        public Builder maximumBadRows(int rows) {
            maximumBadRows = rows;
            return this;
        }

        /** Sets how long a chunk is tried again after conflicts and lost connections; by default one minute. */
        public Builder patience(Duration patience) {
            this.patience = patience;
            return this;
        }

        /** Sets who hears of every chunk. */
        public Builder listener(BulkListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Takes everything back: each chunk is sent and rolled back, so that the report tells what would happen.
         * Sequences advance, and rows of different chunks do not see each other.
         */
        public Builder dryRun() {
            isDryRun = true;
            return this;
        }

        /** Uses one form for any number of rows instead of choosing. */
        public Builder only(BulkMode mode) {
            only = mode;
            return this;
        }

        Builder time(Time time) {
            this.time = time;
            return this;
        }

        /**
         * Returns the writer.
         *
         * @param values the values of a row in the order of the columns
         * @throws IllegalArgumentException when names or numbers make no sense, all problems at once
         */
        public <T> BulkWriter<T> build(Function<? super T, @Nullable Object[]> values) {
            Target target = new Target(kind, table, columns, keys);
            if (chunkRows < 1 || maximumBadRows < 0 || patience.isNegative()) {
                throw new IllegalArgumentException("expected chunkRows >= 1, maximumBadRows >= 0 and a patience >= 0,"
                        + " found " + chunkRows + ", " + maximumBadRows + " and " + patience);
            }
            return new BulkWriter<>(this, target, values);
        }

        private Builder copy() {
            Builder copy = new Builder(database, table, columns);
            copy.chunkRows = chunkRows;
            copy.maximumBadRows = maximumBadRows;
            copy.patience = patience;
            copy.listener = listener;
            copy.isDryRun = isDryRun;
            copy.only = only;
            copy.time = time;
            return copy;
        }
    }
}
