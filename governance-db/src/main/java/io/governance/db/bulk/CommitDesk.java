package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;

/** Takes tickets of transactions and asks later what became of them; PostgreSQL 10 and newer. */
final class CommitDesk {
    /**
     * Timeline, last checkpoint, and the next number at it when it ended a recovery: only then nothing lies between its
     * beginning and its end (unless {@code wal_level} is minimal).
     */
    private static final String HISTORY = "substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8), checkpoint_lsn::text,"
            + " CASE WHEN redo_lsn = checkpoint_lsn THEN next_xid END FROM pg_control_checkpoint()";

    /** For servers that do not tell enough: every start is another history. */
    private static final String STARTS =
            "(extract(epoch FROM pg_postmaster_start_time()) * 1000)::bigint::text, '', NULL::text";

    private static final String TAKE = "SELECT txid_current(), pg_backend_pid(), ";
    /** Takes a number itself, since nothing else tells which numbers have been given: a snapshot leaves out running ones. */
    private static final String STATUS =
            "SELECT CASE WHEN ? < txid_current() THEN txid_status(?) END, txid_current(), ";

    private static final String END =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity" + " WHERE pid = ? AND backend_xid::text = ?";
    private static final int EPOCH_BITS = 32;

    private final String history;

    private CommitDesk(String history) {
        this.history = history;
    }

    static CommitDesk of(Connection connection) throws SQLException {
        boolean isAutoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('wal_level'), " + HISTORY)) {
            row.next();
            return new CommitDesk(row.getString(1).equals("minimal") ? STARTS : HISTORY);
        } catch (SQLException e) {
            if (FailureKind.of(e) == FailureKind.CONNECTION) {
                throw e;
            }
            return new CommitDesk(STARTS);
        } finally {
            connection.setAutoCommit(isAutoCommit);
        }
    }

    CommitTicket take(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TAKE + history);
                ResultSet row = query.executeQuery()) {
            return ticket(row);
        }
    }

    private static CommitTicket ticket(ResultSet row) throws SQLException {
        row.next();
        return new CommitTicket(row.getLong(1), row.getInt(2), row.getString(3), row.getString(4));
    }

    /** Returns a statement with the taking of a ticket before it, for {@link #execute}. */
    String before(String sql) {
        return TAKE + history + ";\n" + sql;
    }

    /** Executes a statement made by {@link #before}; returns how many rows it wrote. */
    static long execute(PreparedStatement statement, Consumer<CommitTicket> taken) throws SQLException {
        statement.execute();
        try (ResultSet row = statement.getResultSet()) {
            taken.accept(ticket(row));
        }
        statement.getMoreResults();
        return statement.getUpdateCount();
    }

    /** Asks on another connection; ends the old server process where it still waits for us. */
    CommitOutcome outcome(Connection connection, CommitTicket ticket) throws SQLException {
        CommitOutcome outcome = CommitOutcome.of(ticket, state(connection, ticket.transaction()));
        if (outcome == CommitOutcome.IN_PROGRESS) {
            end(connection, ticket);
        }
        return outcome;
    }

    private ServerState state(Connection connection, long transaction) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STATUS + history)) {
            query.setLong(1, transaction);
            query.setLong(2, transaction);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                String next = row.getString(5);
                return new ServerState(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        next == null ? null : number(next));
            }
        }
    }

    /** The control file writes a number as epoch and remainder, parted by a colon. */
    private static long number(String next) {
        int colon = next.indexOf(':');
        return (Long.parseLong(next.substring(0, colon)) << EPOCH_BITS) + Long.parseLong(next.substring(colon + 1));
    }

    private static void end(Connection connection, CommitTicket ticket) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setInt(1, ticket.process());
            statement.setString(2, Long.toString(ticket.transaction() % (1L << EPOCH_BITS)));
            statement.execute();
        }
    }
}
