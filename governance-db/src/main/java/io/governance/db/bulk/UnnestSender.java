package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.function.Consumer;

/** One statement over arrays of values, eight thousand rows a time. */
final class UnnestSender implements Sender {
    private static final int PIECE = 8_192;
    private static final int FEW = 1_024;

    private final String sql;
    private final int columns;

    UnnestSender(WriteSql sql, Target target) {
        this.sql = sql.unnest();
        this.columns = target.columns().size();
    }

    @Override
    public long send(Connection connection, List<Row> rows) throws SQLException {
        long written = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < rows.size(); from += PIECE) {
                bind(statement, rows.subList(from, Math.min(rows.size(), from + PIECE)));
                written += statement.executeUpdate();
            }
        }
        return written;
    }

    @Override
    public long send(Connection connection, List<Row> rows, CommitDesk desk, Consumer<CommitTicket> ticket)
            throws SQLException {
        if (rows.size() > FEW) {
            return Sender.super.send(connection, rows, desk, ticket);
        }
        try (PreparedStatement statement = connection.prepareStatement(desk.before(sql))) {
            bind(statement, rows);
            return CommitDesk.execute(statement, ticket);
        }
    }

    private void bind(PreparedStatement statement, List<Row> rows) throws SQLException {
        for (int column = 0; column < columns; column++) {
            statement.setObject(column + 1, ArrayText.ofColumn(rows, column), Types.OTHER);
        }
    }
}
