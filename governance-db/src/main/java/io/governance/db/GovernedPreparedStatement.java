package io.governance.db;

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
class GovernedPreparedStatement extends DelegatingPreparedStatement implements Values {
    private final String sql;
    private final @Nullable SampledParameters sampled;
    private int first;
    private int second;
    private int third;
    private int fourth;
    private @Nullable FurtherValues further;

    GovernedPreparedStatement(PreparedStatement prepared, GovernedConnection connection, KnownText text, String sql) {
        super(prepared, connection, text);
        this.sql = sql;
        this.sampled = text.shape.isSampleWanted() ? new SampledParameters() : null;
    }

    private FurtherValues further() {
        FurtherValues known = further;
        if (known == null) {
            known = new FurtherValues();
            further = known;
        }
        return known;
    }

    private void set(int index, int hash, long number) {
        ValuePositions positions = text.fingerprint.positions();
        int at = positions.ofParameter(index);
        int value = hash;
        if (at < ValuePositions.LIMIT && positions.isShared(at)) {
            value = further().shared(at, bound(at), hash);
        }
        switch (at) {
            case 0 -> first = value;
            case 1 -> second = value;
            case 2 -> third = value;
            case 3 -> fourth = value;
            case 4 -> further().fifth = value;
            case 5 -> further().sixth = value;
            case 6 -> further().seventh = value;
            case 7 -> further().eighth = value;
            case ValuePositions.FIRST_PAGE -> further().firstPage = (int) number;
            default -> further().secondPage = (int) number;
        }
    }

    private int bound(int position) {
        FurtherValues more = further;
        return switch (position) {
            case 0 -> first;
            case 1 -> second;
            case 2 -> third;
            case 3 -> fourth;
            case 4 -> more == null ? 0 : more.fifth;
            case 5 -> more == null ? 0 : more.sixth;
            case 6 -> more == null ? 0 : more.seventh;
            default -> more == null ? 0 : more.eighth;
        };
    }

    @Override
    public int at(int position) {
        int literal = text.at(position);
        int bound = bound(position);
        return literal == 0 ? bound : bound == 0 ? literal : 31 * literal + bound;
    }

    @Override
    public int listLength() {
        return further == null ? text.listLength : Math.max(text.listLength, further.arrayLength);
    }

    @Override
    public long page() {
        return further == null ? text.page() : text.page() + further.firstPage + further.secondPage;
    }

    @Override
    String batchedSql() {
        return sql;
    }

    private void set(int index, long value) {
        set(index, connection.recorder.hash(value), value);
        if (sampled != null) {
            sampled.set(index, value);
        }
    }

    private void set(int index, @Nullable Object value) {
        if (value != null && value.getClass().isArray() && !(value instanceof byte[])) {
            further().arrayLength = java.lang.reflect.Array.getLength(value);
        }
        set(index, connection.recorder.hash(value), value instanceof Number number ? number.longValue() : 0);
        if (sampled != null) {
            sampled.set(index, value);
        }
    }

    private void executed(long start, long outcome, StatementListener.@Nullable Execution told) {
        connection.recorder.executed(connection, text, this, start, outcome, 0, pageRows());
        connection.recorder.ended(told, start, outcome);
        if (further != null) {
            further.begun = 0;
        }
        if (sampled != null && outcome != Recorder.FAILED) {
            sampled.executed(text.shape, sql);
        }
    }

    @Override
    public @Nullable ResultSet executeQuery() throws SQLException {
        beginPage();
        StatementListener.Execution told = connection.recorder.begins(this, sql, 0);
        long start = connection.begins(text);
        long outcome = Recorder.FAILED;
        try {
            ResultSet results = prepared.executeQuery();
            outcome = Recorder.ROWS_UNKNOWN;
            return results(results);
        } finally {
            executed(start, outcome, told);
        }
    }

    @Override
    public boolean execute() throws SQLException {
        beginPage();
        StatementListener.Execution told = connection.recorder.begins(this, sql, 0);
        long start = connection.begins(text);
        long outcome = Recorder.FAILED;
        try {
            boolean hasResults = prepared.execute();
            outcome = Recorder.ROWS_UNKNOWN;
            return hasResults;
        } finally {
            executed(start, outcome, told);
        }
    }

    @Override
    public int executeUpdate() throws SQLException {
        StatementListener.Execution told = connection.recorder.begins(this, sql, 0);
        long start = connection.begins(text);
        long outcome = Recorder.FAILED;
        try {
            int rows = prepared.executeUpdate();
            outcome = rows;
            return rows;
        } finally {
            executed(start, outcome, told);
        }
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        StatementListener.Execution told = connection.recorder.begins(this, sql, 0);
        long start = connection.begins(text);
        long outcome = Recorder.FAILED;
        try {
            long rows = prepared.executeLargeUpdate();
            outcome = rows;
            return rows;
        } finally {
            executed(start, outcome, told);
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
        first = second = third = fourth = 0;
        further = null;
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
        BoundArrays.Known known = connection.array(value);
        further().arrayLength = known == null ? 0 : known.length();
        set(index, known == null ? value : (Object) known.contents());
    }

    @Override
    public void setBytes(int index, byte @Nullable [] value) throws SQLException {
        prepared.setBytes(index, value);
        set(index, (Object) value);
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
