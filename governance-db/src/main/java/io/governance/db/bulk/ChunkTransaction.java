package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One attempt at one chunk: all of it or nothing. */
final class ChunkTransaction {
    /** How carefully rows are sent: all at once, or apart as soon as one was refused. */
    enum Care {
        NONE,
        ISOLATE,
        /** As above, and what waits for the commit is checked at once. */
        ISOLATE_DEFERRED
    }

    private final Session session;
    private final List<Row> rows;
    private final Care care;
    private final BadRows bad;
    private final Consumer<@Nullable CommitTicket> beforeCommit;
    private @Nullable CommitTicket ticket;
    private boolean isCommitting;
    private @Nullable ChunkResult sent;
    private boolean isDone;

    ChunkTransaction(
            Session session, List<Row> rows, Care care, BadRows bad, Consumer<@Nullable CommitTicket> beforeCommit) {
        this.session = session;
        this.rows = rows;
        this.care = care;
        this.bad = bad;
        this.beforeCommit = beforeCommit;
    }

    ChunkResult on(Connection connection, boolean isDryRun) throws SQLException {
        boolean isAutoCommit = connection.getAutoCommit();
        if (isAutoCommit) {
            connection.setAutoCommit(false);
        }
        try {
            ChunkResult result = send(connection, isDryRun ? null : session.desk());
            sent = result;
            if (isDryRun) {
                connection.rollback();
            } else {
                beforeCommit.accept(ticket);
                isCommitting = true;
                connection.commit();
            }
            isDone = true;
            return result;
        } finally {
            leave(connection, isAutoCommit);
        }
    }

    private ChunkResult send(Connection connection, @Nullable CommitDesk desk) throws SQLException {
        Senders senders = session.senders();
        BulkMode mode = senders.mode(rows.size());
        if (care == Care.NONE) {
            Sender sender = senders.of(mode);
            long written = desk == null
                    ? sender.send(connection, rows)
                    : sender.send(connection, rows, desk, taken -> ticket = taken);
            return new ChunkResult(mode, written, 0, List.of(), 0);
        }
        ticket = desk == null ? null : desk.take(connection);
        Isolation isolation = new Isolation(senders, care == Care.ISOLATE_DEFERRED, bad);
        long written = isolation.write(connection, rows);
        return new ChunkResult(mode, written, isolation.revived(), bad.found(), 0);
    }

    private void leave(Connection connection, boolean isAutoCommit) {
        try {
            if (!isDone) {
                connection.rollback();
            }
            if (isAutoCommit) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            return; // the failure that led here is the one to report; after a commit the connection does not matter
        }
    }

    /** The result, when the commit was answered; a connection that fails to close afterwards changes nothing. */
    @Nullable
    ChunkResult committed() {
        return isDone ? sent : null;
    }

    /** The result as it is when the commit, whose answer was lost, took place. */
    @Nullable
    ChunkResult sent() {
        return sent;
    }

    @Nullable
    CommitTicket ticket() {
        return ticket;
    }

    boolean isCommitting() {
        return isCommitting;
    }
}
