package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** {@code COPY} to a temporary table, and from there one statement into the table that is meant. */
final class StagedSender implements Sender {
    private final List<String> create;
    private final Sender copy;
    private final String write;

    StagedSender(WriteSql sql) {
        this.create = sql.createStage();
        this.copy = new CopySender(sql.copyToStage());
        this.write = sql.fromStage();
    }

    @Override
    public long send(Connection connection, List<Row> rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(String.join("; ", create));
            copy.send(connection, rows);
            return statement.executeLargeUpdate(write);
        }
    }
}
