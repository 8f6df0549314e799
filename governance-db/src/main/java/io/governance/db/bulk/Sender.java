package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Sends rows in one form, inside a transaction of somebody else; returns how many rows of the table were written. */
interface Sender {
    long send(Connection connection, List<Row> rows) throws SQLException;
}
