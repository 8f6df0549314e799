package io.governance.db.bulk;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A statement for each page, the connection given back in between; a page whose connection is lost is read again.
 *
 * <p>One row more than the page is read, so that two rows of the same keys are seen at the seam too.
 */
final class SeparatePages<T> implements Pages<T> {
    private final KeysetReader.Source<T> source;
    private final Supplier<Attempts> patience;
    private @Nullable List<KeyValue> position;
    private boolean isAtEnd;

    SeparatePages(KeysetReader.Source<T> source, Supplier<Attempts> patience, @Nullable List<KeyValue> position) {
        this.source = source;
        this.patience = patience;
        this.position = position;
    }

    @Override
    public List<KeysetRow<T>> next() throws SQLException {
        KeysetPredicate after = source.sql().after(position);
        if (isAtEnd || (after != null && after.branches().isEmpty())) {
            return List.of();
        }
        Attempts attempts = patience.get();
        while (true) {
            try (Connection connection = source.database().getConnection()) {
                return read(connection, after);
            } catch (SQLException e) {
                FailureKind kind = FailureKind.of(e);
                if (kind != FailureKind.CONNECTION && kind != FailureKind.CONFLICT) {
                    throw e;
                }
                attempts.waitAfter(e);
            }
        }
    }

    private List<KeysetRow<T>> read(Connection connection, @Nullable KeysetPredicate after) throws SQLException {
        int limit = source.pageSize() + 1;
        try (PreparedStatement statement =
                connection.prepareStatement(source.sql().page(after, limit))) {
            statement.setFetchSize(limit);
            KeysetStatement bound = new KeysetStatement(connection, statement);
            if (after == null) {
                bound.bindParameters(source.parameters());
            } else {
                for (KeysetPredicate.Branch branch : after.branches()) {
                    bound.bindParameters(source.parameters());
                    bound.bindValues(branch.values());
                }
            }
            try (ResultSet result = statement.executeQuery()) {
                return rows(new RowReader<>(source.keys(), source.mapper(), result));
            }
        }
    }

    private List<KeysetRow<T>> rows(RowReader<T> reader) throws SQLException {
        List<KeysetRow<T>> rows = new ArrayList<>();
        KeysetRow<T> row = reader.next();
        while (row != null && rows.size() < source.pageSize()) {
            rows.add(row);
            row = reader.next();
        }
        isAtEnd = row == null;
        if (!rows.isEmpty()) {
            position = rows.get(rows.size() - 1).position();
        }
        return rows;
    }

    @Override
    public void close() {
        isAtEnd = true;
    }
}
