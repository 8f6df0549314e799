package io.governance.db;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose first row is noted as hashes: a loop that asks again for each row starts with these values, which
 * names the statement that a repeated one depends on. Of a page the last rows are noted too: the next page begins there.
 * Other rows cost one comparison.
 */
final class GovernedResultSet extends DelegatingResultSet {
    private final GovernedConnection connection;
    private final @Nullable GovernedStatement statement;
    private final @Nullable PageRows page;
    private int row;

    GovernedResultSet(ResultSet raw, GovernedConnection connection, @Nullable GovernedStatement statement) {
        super(raw);
        this.connection = connection;
        this.statement = statement;
        this.page = statement == null ? null : statement.pageRows();
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
        if (page != null && hasRow) {
            page.nextRow();
        }
        return hasRow;
    }

    private boolean isNoted() {
        return row == 1 || page != null;
    }

    private void note(int hash) {
        GovernedStatement of = statement;
        if (of == null || hash == 0) {
            return;
        }
        if (page != null) {
            page.value(hash);
        }
        if (row == 1) {
            connection.recorder.firstRowValue(connection, of.text, hash);
        }
    }

    @Override
    public int getInt(int column) throws SQLException {
        int value = raw.getInt(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public int getInt(String column) throws SQLException {
        int value = raw.getInt(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public long getLong(int column) throws SQLException {
        long value = raw.getLong(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public long getLong(String column) throws SQLException {
        long value = raw.getLong(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable String getString(int column) throws SQLException {
        String value = raw.getString(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable String getString(String column) throws SQLException {
        String value = raw.getString(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        Object value = raw.getObject(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable Object getObject(String column) throws SQLException {
        Object value = raw.getObject(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public short getShort(int column) throws SQLException {
        short value = raw.getShort(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public short getShort(String column) throws SQLException {
        short value = raw.getShort(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
        BigDecimal value = raw.getBigDecimal(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(String column) throws SQLException {
        BigDecimal value = raw.getBigDecimal(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column) throws SQLException {
        Timestamp value = raw.getTimestamp(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable Timestamp getTimestamp(String column) throws SQLException {
        Timestamp value = raw.getTimestamp(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable Date getDate(int column) throws SQLException {
        Date value = raw.getDate(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public @Nullable Date getDate(String column) throws SQLException {
        Date value = raw.getDate(column);
        if (isNoted()) {
            note(connection.recorder.hash(value));
        }
        return value;
    }

    @Override
    public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        T value = raw.getObject(column, type);
        if (isNoted()) {
            note(connection.recorder.hash((Object) value));
        }
        return value;
    }

    @Override
    public <T> @Nullable T getObject(String column, Class<T> type) throws SQLException {
        T value = raw.getObject(column, type);
        if (isNoted()) {
            note(connection.recorder.hash((Object) value));
        }
        return value;
    }
}
