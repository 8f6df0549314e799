package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What was learned of the table and its database at the first write. */
record Session(TableShape table, Senders senders, @Nullable CommitDesk desk) {
    static Session open(Connection connection, Target target, @Nullable BulkMode only) throws SQLException {
        TableShape table = TableReader.read(connection, target);
        return new Session(
                table, new Senders(target, table, only), table.isPostgres() ? CommitDesk.of(connection) : null);
    }
}
