package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement for all rows, fetched some at a time: it sees the table as it was at its start. Holds its connection and
 * a transaction (without which the driver of PostgreSQL would fetch everything) until it is closed.
 */
final class SnapshotPages<T> implements Pages<T> {
    private final KeysetReader.Source<T> source;
    private final Connection connection;
    private final boolean isAutoCommit;
    private final PreparedStatement statement;
    private final RowReader<T> reader;
    private boolean isClosed;

    private SnapshotPages(
            KeysetReader.Source<T> source,
            Connection connection,
            boolean isAutoCommit,
            PreparedStatement statement,
            RowReader<T> reader) {
        this.source = source;
        this.connection = connection;
        this.isAutoCommit = isAutoCommit;
        this.statement = statement;
        this.reader = reader;
    }

    static <T> Pages<T> open(KeysetReader.Source<T> source, @Nullable List<KeyValue> position) throws SQLException {
        KeysetPredicate after = source.sql().after(position);
        if (after != null && after.branches().isEmpty()) {
            return new NoPages<>();
        }
        Connection connection = source.database().getConnection();
        try {
            boolean isAutoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            PreparedStatement statement =
                    connection.prepareStatement(source.sql().rest(after));
            statement.setFetchSize(source.pageSize());
            KeysetStatement bound = new KeysetStatement(connection, statement);
            bound.bindParameters(source.parameters());
            for (KeysetPredicate.Branch branch : after == null ? List.<KeysetPredicate.Branch>of() : after.branches()) {
                bound.bindValues(branch.values());
            }
            ResultSet result = statement.executeQuery();
            RowReader<T> reader = new RowReader<>(source.keys(), source.mapper(), result);
            return new SnapshotPages<>(source, connection, isAutoCommit, statement, reader);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public List<KeysetRow<T>> next() throws SQLException {
        List<KeysetRow<T>> rows = new ArrayList<>();
        while (!isClosed && rows.size() < source.pageSize()) {
            KeysetRow<T> row = reader.next();
            if (row == null) {
                close();
                break;
            }
            rows.add(row);
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (connection) {
            statement.close();
            connection.rollback();
            connection.setAutoCommit(isAutoCommit);
        }
    }
}
