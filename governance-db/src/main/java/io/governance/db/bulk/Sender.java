package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** Sends rows in one form, inside a transaction of somebody else; returns how many rows of the table were written. */
interface Sender {
    long send(Connection connection, List<Row> rows) throws SQLException;

    /**
     * Sends rows and takes a ticket of the transaction before them; a form for few rows overrides it, so that both travel
     * in one message.
     */
    default long send(Connection connection, List<Row> rows, CommitDesk desk, Consumer<CommitTicket> ticket)
            throws SQLException {
        ticket.accept(desk.take(connection));
        return send(connection, rows);
    }
}
