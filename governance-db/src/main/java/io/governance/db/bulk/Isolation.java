package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

/**
 * Writes what can be written and finds what cannot: halves a piece until the bad row is alone, each piece under a
 * savepoint of its own. A bad row costs two statements for each halving.
 */
final class Isolation {
    private final Senders senders;
    private final boolean isDeferredChecked;
    private final BadRows bad;
    private int revived;

    /**
     * @param isDeferredChecked whether constraints that wait for the commit are checked after each piece (PostgreSQL):
     *     needed when it was the commit that failed
     */
    Isolation(Senders senders, boolean isDeferredChecked, BadRows bad) {
        this.senders = senders;
        this.isDeferredChecked = isDeferredChecked;
        this.bad = bad;
    }

    long write(Connection connection, List<Row> rows) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try {
            long written = senders.of(senders.mode(rows.size())).send(connection, rows);
            if (isDeferredChecked) {
                checkDeferred(connection);
            }
            connection.releaseSavepoint(savepoint);
            return written;
        } catch (SQLException e) {
            if (FailureKind.of(e) != FailureKind.ROW) {
                throw e;
            }
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
            return rows.size() == 1 ? refuse(connection, rows.get(0), e) : halves(connection, rows);
        }
    }

    private long halves(Connection connection, List<Row> rows) throws SQLException {
        int middle = rows.size() / 2;
        return write(connection, rows.subList(0, middle)) + write(connection, rows.subList(middle, rows.size()));
    }

    private long refuse(Connection connection, Row row, SQLException cause) throws SQLException {
        bad.add(new BadRow(row.index(), cause));
        Row earlier = row.earlier();
        if (earlier == null) {
            return 0;
        }
        revived++;
        return write(connection, List.of(earlier));
    }

    /** How many rows were written after all since the one that replaced them was bad. */
    int revived() {
        return revived;
    }

    private static void checkDeferred(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
            statement.execute("SET CONSTRAINTS ALL DEFERRED");
        }
    }
}
