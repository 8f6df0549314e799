package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Takes tickets of transactions and asks later what became of them; PostgreSQL 10 and newer. */
final class CommitDesk {
    private static final String TIMELINE = "substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";
    private static final String TAKE = "SELECT txid_current(), pg_backend_pid(), ";
    private static final String STATUS = "SELECT txid_status(?), ";
    private static final String END = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE pid = ? AND backend_xid::text = ?";
    private static final String IN_THE_FUTURE = "22023";
    private static final long EPOCH = 1L << 32;

    private final String timeline;

    private CommitDesk(String timeline) {
        this.timeline = timeline;
    }

    /** Some hosted servers do not tell their timeline; there the number of the transaction has to do. */
    static CommitDesk of(Connection connection) throws SQLException {
        boolean isAutoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT " + TIMELINE);
            return new CommitDesk(TIMELINE);
        } catch (SQLException e) {
            if (FailureKind.of(e) == FailureKind.CONNECTION) {
                throw e;
            }
            return new CommitDesk("''");
        } finally {
            connection.setAutoCommit(isAutoCommit);
        }
    }

    CommitTicket take(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TAKE + timeline);
                ResultSet row = query.executeQuery()) {
            row.next();
            return new CommitTicket(row.getLong(1), row.getInt(2), row.getString(3));
        }
    }

    /** Asks on another connection; ends the old server process where it still waits for us. */
    CommitOutcome outcome(Connection connection, CommitTicket ticket) throws SQLException {
        CommitOutcome outcome = CommitOutcome.UNKNOWN;
        try (PreparedStatement query = connection.prepareStatement(STATUS + timeline)) {
            query.setLong(1, ticket.transaction());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                @Nullable String status = row.getString(1);
                outcome = CommitOutcome.of(status, ticket.timeline(), row.getString(2));
            }
        } catch (SQLException e) {
            if (!IN_THE_FUTURE.equals(e.getSQLState())) {
                throw e;
            }
        }
        if (outcome == CommitOutcome.IN_PROGRESS) {
            end(connection, ticket);
        }
        return outcome;
    }

    private static void end(Connection connection, CommitTicket ticket) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(END)) {
            statement.setInt(1, ticket.process());
            statement.setString(2, Long.toString(ticket.transaction() % EPOCH));
            statement.execute();
        }
    }
}
