package io.governance.db.bulk;

import io.governance.db.bulk.ChunkTransaction.Care;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings one chunk into the database exactly once, whatever happens to connections in between.
 *
 * <p>A chunk is one transaction. When a connection is lost, the database is asked what became of the transaction before
 * anything is sent again; see docs/decisions/0061.
 */
final class ChunkWriter {
    private static final String RESOLUTION_UNKNOWN = "08007";

    private final DataSource database;
    private final Session session;
    private final WriteKind kind;
    private final boolean isDryRun;
    private final Supplier<Attempts> patience;

    ChunkWriter(DataSource database, Session session, WriteKind kind, boolean isDryRun, Supplier<Attempts> patience) {
        this.database = database;
        this.session = session;
        this.kind = kind;
        this.isDryRun = isDryRun;
        this.patience = patience;
    }

    ChunkResult write(List<Row> rows, int badRoom, Consumer<@Nullable CommitTicket> beforeCommit) throws SQLException {
        Attempts attempts = patience.get();
        Care care = Care.NONE;
        while (true) {
            ChunkTransaction attempt = new ChunkTransaction(session, rows, care, new BadRows(badRoom), beforeCommit);
            try (Connection connection = database.getConnection()) {
                return counted(attempt.on(connection, isDryRun), attempts);
            } catch (SQLException e) {
                ChunkResult committed = attempt.committed();
                if (committed != null) {
                    return counted(committed, attempts); // only closing the connection failed
                }
                switch (FailureKind.of(e)) {
                    case ROW -> care = moreCareful(care, attempt, e);
                    case STOP -> throw e;
                    case CONFLICT -> attempts.waitAfter(e);
                    case CONNECTION -> {
                        ChunkResult result = attempt.sent();
                        if (isCommitted(attempt, attempts, e) && result != null) {
                            return counted(result, attempts);
                        }
                        attempts.waitAfter(e);
                    }
                }
            }
        }
    }

    private static ChunkResult counted(ChunkResult result, Attempts attempts) {
        return new ChunkResult(result.mode(), result.written(), result.revived(), result.bad(), attempts.failures());
    }

    /** A row was refused: the next attempt finds it. Refused again at the commit: it waited for that moment. */
    private static Care moreCareful(Care care, ChunkTransaction attempt, SQLException failure) throws SQLException {
        if (care == Care.ISOLATE_DEFERRED || (care == Care.ISOLATE && !attempt.isCommitting())) {
            throw failure;
        }
        return attempt.isCommitting() ? Care.ISOLATE_DEFERRED : Care.ISOLATE;
    }

    /** Whether the lost transaction had been committed; waits until the database knows, and holds no locks for it. */
    private boolean isCommitted(ChunkTransaction attempt, Attempts attempts, SQLException lost) throws SQLException {
        CommitTicket ticket = attempt.ticket();
        boolean isOpen = attempt.isCommitting() && !kind.isRepeatable();
        if (ticket == null) {
            if (isOpen) {
                throw unknown("this database cannot be asked what became of a transaction", lost);
            }
            return false;
        }
        CommitOutcome outcome = settled(ticket, attempts, lost);
        if (outcome == CommitOutcome.UNKNOWN && isOpen) {
            throw unknown("the server no longer knows transaction " + ticket.transaction(), lost);
        }
        return outcome == CommitOutcome.COMMITTED;
    }

    /** Asks until the database has an answer. */
    CommitOutcome settled(CommitTicket ticket, Attempts attempts, SQLException lost) throws SQLException {
        CommitDesk desk = session.desk();
        if (desk == null) {
            return CommitOutcome.UNKNOWN;
        }
        while (true) {
            try (Connection connection = database.getConnection()) {
                CommitOutcome outcome = desk.outcome(connection, ticket);
                if (outcome != CommitOutcome.IN_PROGRESS) {
                    return outcome;
                }
            } catch (SQLException e) {
                if (FailureKind.of(e) != FailureKind.CONNECTION) {
                    throw e;
                }
            }
            attempts.waitAfter(lost);
        }
    }

    private static SQLException unknown(String why, SQLException lost) {
        return new SQLException(
                "the connection was lost while a chunk was being committed, and " + why
                        + ": look whether its rows are there, then resume with or without them",
                RESOLUTION_UNKNOWN,
                lost);
    }
}
