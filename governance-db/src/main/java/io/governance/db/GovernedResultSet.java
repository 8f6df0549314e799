package io.governance.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose first row is noted as hashes: a loop that asks again for each row starts with these values, which
 * names the statement that a repeated one depends on. Other rows cost one comparison.
 */
final class GovernedResultSet extends DelegatingResultSet {
    private final GovernedConnection connection;
    private final @Nullable GovernedStatement statement;
    private int row;

    GovernedResultSet(ResultSet raw, GovernedConnection connection, @Nullable GovernedStatement statement) {
        super(raw);
        this.connection = connection;
        this.statement = statement;
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        if (statement != null) {
            return statement;
        }
        Statement behind = raw.getStatement();
        return behind == null ? null : new GovernedStatement(behind, connection, KnownText.NONE);
    }

    @Override
    public boolean next() throws SQLException {
        boolean hasRow = raw.next();
        row++;
        return hasRow;
    }

    private void note(int hash) {
        GovernedStatement of = statement;
        if (of != null) {
            connection.recorder.firstRowValue(of.text, hash);
        }
    }

    @Override
    public int getInt(int column) throws SQLException {
        int value = raw.getInt(column);
        if (row == 1) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public int getInt(String column) throws SQLException {
        int value = raw.getInt(column);
        if (row == 1) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public long getLong(int column) throws SQLException {
        long value = raw.getLong(column);
        if (row == 1) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public long getLong(String column) throws SQLException {
        long value = raw.getLong(column);
        if (row == 1) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable String getString(int column) throws SQLException {
        String value = raw.getString(column);
        if (row == 1) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable String getString(String column) throws SQLException {
        String value = raw.getString(column);
        if (row == 1) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        Object value = raw.getObject(column);
        if (row == 1) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable Object getObject(String column) throws SQLException {
        Object value = raw.getObject(column);
        if (row == 1) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        T value = raw.getObject(column, type);
        if (row == 1) {
            note(connection.recorder.hash((Object) value));
        }
        return value;
    }

    @Override
    public <T> @Nullable T getObject(String column, Class<T> type) throws SQLException {
        T value = raw.getObject(column, type);
        if (row == 1) {
            note(connection.recorder.hash((Object) value));
        }
        return value;
    }
}
