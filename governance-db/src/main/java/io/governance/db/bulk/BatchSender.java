package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.function.Consumer;

/** A JDBC batch of the plain statement, a thousand rows a time; a single row without a batch. */
final class BatchSender implements Sender {
    private static final int PIECE = 1_024;

    private final String sql;
    private final int[] places;
    private final boolean isText;

    BatchSender(WriteSql sql, TableShape table) {
        this.sql = sql.single();
        this.places = sql.parameterPlaces();
        this.isText = table.isPostgres();
    }

    @Override
    public long send(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (rows.size() == 1) {
                bind(statement, rows.get(0));
                return statement.executeUpdate();
            }
            long written = 0;
            for (int i = 0; i < rows.size(); i++) {
                bind(statement, rows.get(i));
                statement.addBatch();
                if ((i + 1) % PIECE == 0 || i + 1 == rows.size()) {
                    written += sum(statement.executeBatch());
                }
            }
            return written;
        }
    }

    @Override
    public long send(Connection connection, List<Row> rows, CommitDesk desk, Consumer<CommitTicket> ticket)
            throws SQLException {
        if (rows.size() > 1) {
            return Sender.super.send(connection, rows, desk, ticket);
        }
        try (PreparedStatement statement = connection.prepareStatement(desk.before(sql))) {
            bind(statement, rows.get(0));
            return CommitDesk.execute(statement, ticket);
        }
    }

    private void bind(PreparedStatement statement, Row row) throws SQLException {
        for (int parameter = 0; parameter < places.length; parameter++) {
            Object cell = row.cell(places[parameter]);
            if (isText) {
                statement.setObject(parameter + 1, cell, Types.OTHER); // the server takes it for the column's type
            } else {
                statement.setObject(parameter + 1, cell);
            }
        }
    }

    private static long sum(int[] counts) {
        long sum = 0;
        for (int count : counts) {
            sum += count == Statement.SUCCESS_NO_INFO ? 1 : Math.max(0, count);
        }
        return sum;
    }
}
