package io.governance.db;

import io.governance.db.Fingerprint.Role;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was prepared. Of its parameters only hashes are kept, but for the first three executions of a shape,
 * whose values stay in memory for EXPLAIN.
 */
class GovernedPreparedStatement extends DelegatingPreparedStatement {
    private final String sql;
    private final @Nullable SampledParameters sampled;
    private int first;
    private int second;
    private int third;
    private int fourth;
    private int others;
    private boolean isExecuted;

    GovernedPreparedStatement(PreparedStatement prepared, GovernedConnection connection, KnownText text, String sql) {
        super(prepared, connection, text);
        this.sql = sql;
        this.sampled = text.shape.isSampleWanted() ? new SampledParameters() : null;
    }

    private void set(int index, int hash) {
        if (isExecuted) {
            isExecuted = false;
            others = 0;
        }
        switch (index) {
            case 1 -> first = hash;
            case 2 -> second = hash;
            case 3 -> third = hash;
            case 4 -> fourth = hash;
            default -> others = 31 * others + hash;
        }
    }

    private void set(int index, long value) {
        set(index, connection.recorder.hash(value));
        if (sampled != null) {
            sampled.set(index, value);
        }
    }

    private void set(int index, @Nullable Object value) {
        set(index, connection.recorder.hash(value));
        if (sampled != null) {
            sampled.set(index, value);
        }
    }

    private int hash(Role role) {
        Fingerprint print = text.fingerprint;
        int hash = print.literalHash(role);
        hash = print.role(1) == role ? 31 * hash + first : hash;
        hash = print.role(2) == role ? 31 * hash + second : hash;
        hash = print.role(3) == role ? 31 * hash + third : hash;
        hash = print.role(4) == role ? 31 * hash + fourth : hash;
        return role == Role.VALUE ? 31 * hash + others : hash;
    }

    private void executed(long start, boolean succeeded) {
        connection.ended(connection.recorder.executed(
                text, start, succeeded, hash(Role.VALUE), hash(Role.RANGE), hash(Role.PAGE), first, 0));
        isExecuted = true;
        if (sampled != null && succeeded) {
            sampled.executed(text.shape, sql);
        }
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        long start = connection.begins(text);
        boolean succeeded = false;
        try {
            ResultSet results = prepared.executeQuery();
            succeeded = true;
            return results(results);
        } finally {
            executed(start, succeeded);
        }
    }

    @Override
    public boolean execute() throws SQLException {
        long start = connection.begins(text);
        boolean succeeded = false;
        try {
            boolean hasResults = prepared.execute();
            succeeded = true;
            return hasResults;
        } finally {
            executed(start, succeeded);
        }
    }

    @Override
    public int executeUpdate() throws SQLException {
        long start = connection.begins(text);
        boolean succeeded = false;
        try {
            int rows = prepared.executeUpdate();
            succeeded = true;
            return rows;
        } finally {
            executed(start, succeeded);
        }
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        long start = connection.begins(text);
        boolean succeeded = false;
        try {
            long rows = prepared.executeLargeUpdate();
            succeeded = true;
            return rows;
        } finally {
            executed(start, succeeded);
        }
    }

    @Override
    public void addBatch() throws SQLException {
        prepared.addBatch();
        batched();
    }

    @Override
    public void clearParameters() throws SQLException {
        prepared.clearParameters();
        first = second = third = fourth = others = 0;
    }

    @Override
    public void setInt(int index, int value) throws SQLException {
        prepared.setInt(index, value);
        set(index, (long) value);
    }

    @Override
    public void setLong(int index, long value) throws SQLException {
        prepared.setLong(index, value);
        set(index, value);
    }

    @Override
    public void setShort(int index, short value) throws SQLException {
        prepared.setShort(index, value);
        set(index, (long) value);
    }

    @Override
    public void setByte(int index, byte value) throws SQLException {
        prepared.setByte(index, value);
        set(index, (long) value);
    }

    @Override
    public void setBoolean(int index, boolean value) throws SQLException {
        prepared.setBoolean(index, value);
        set(index, (Object) value);
    }

    @Override
    public void setDouble(int index, double value) throws SQLException {
        prepared.setDouble(index, value);
        set(index, (Object) value);
    }

    @Override
    public void setFloat(int index, float value) throws SQLException {
        prepared.setFloat(index, value);
        set(index, (Object) value);
    }

    @Override
    public void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
        prepared.setBigDecimal(index, value);
        set(index, value);
    }

    @Override
    public void setString(int index, @Nullable String value) throws SQLException {
        prepared.setString(index, value);
        set(index, value);
    }

    @Override
    public void setNString(int index, @Nullable String value) throws SQLException {
        prepared.setNString(index, value);
        set(index, value);
    }

    @Override
    public void setDate(int index, @Nullable Date value) throws SQLException {
        prepared.setDate(index, value);
        set(index, value);
    }

    @Override
    public void setDate(int index, @Nullable Date value, Calendar calendar) throws SQLException {
        prepared.setDate(index, value, calendar);
        set(index, value);
    }

    @Override
    public void setTime(int index, @Nullable Time value) throws SQLException {
        prepared.setTime(index, value);
        set(index, value);
    }

    @Override
    public void setTime(int index, @Nullable Time value, Calendar calendar) throws SQLException {
        prepared.setTime(index, value, calendar);
        set(index, value);
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
        prepared.setTimestamp(index, value);
        set(index, value);
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp value, Calendar calendar) throws SQLException {
        prepared.setTimestamp(index, value, calendar);
        set(index, value);
    }

    @Override
    public void setArray(int index, Array value) throws SQLException {
        prepared.setArray(index, value);
        set(index, value);
    }

    @Override
    public void setBytes(int index, byte @Nullable [] value) throws SQLException {
        prepared.setBytes(index, value);
        set(index, java.util.Arrays.hashCode(value));
    }

    @Override
    public void setNull(int index, int type) throws SQLException {
        prepared.setNull(index, type);
        set(index, (Object) null);
    }

    @Override
    public void setNull(int index, int type, String typeName) throws SQLException {
        prepared.setNull(index, type, typeName);
        set(index, (Object) null);
    }

    @Override
    public void setObject(int index, @Nullable Object value) throws SQLException {
        prepared.setObject(index, value);
        set(index, value);
    }

    @Override
    public void setObject(int index, @Nullable Object value, int type) throws SQLException {
        prepared.setObject(index, value, type);
        set(index, value);
    }

    @Override
    public void setObject(int index, @Nullable Object value, int type, int scale) throws SQLException {
        prepared.setObject(index, value, type, scale);
        set(index, value);
    }

    @Override
    public void setObject(int index, @Nullable Object value, SQLType type) throws SQLException {
        prepared.setObject(index, value, type);
        set(index, value);
    }

    @Override
    public void setObject(int index, @Nullable Object value, SQLType type, int scale) throws SQLException {
        prepared.setObject(index, value, type, scale);
        set(index, value);
    }
}
