package io.governance.db.bulk;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rows of one result with their place in the order, and sees to it that the order is total. */
final class RowReader<T> {
    private static final Set<Integer> BINARY =
            Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.CLOB);

    private final List<SortKey> keys;
    private final RowMapper<T> mapper;
    private final ResultSet result;
    private final int[] columns;
    private final int[] types;
    private @Nullable List<KeyValue> last;

    RowReader(List<SortKey> keys, RowMapper<T> mapper, ResultSet result) throws SQLException {
        this.keys = keys;
        this.mapper = mapper;
        this.result = result;
        this.columns = new int[keys.size()];
        this.types = new int[keys.size()];
        ResultSetMetaData known = result.getMetaData();
        for (int i = 0; i < columns.length; i++) {
            columns[i] = result.findColumn(keys.get(i).label());
            types[i] = known.getColumnType(columns[i]);
            if (BINARY.contains(types[i])) {
                throw new SQLDataException("sort key " + keys.get(i).column() + " is of type "
                        + known.getColumnTypeName(columns[i]).toLowerCase(Locale.ROOT)
                        + ", which has no text to compare by: sort by another column");
            }
        }
    }

    /** Returns the next row, or null after the last one. */
    @Nullable
    KeysetRow<T> next() throws SQLException {
        if (!result.next()) {
            return null;
        }
        List<KeyValue> position = new ArrayList<>(columns.length);
        for (int i = 0; i < columns.length; i++) {
            String text = result.getString(columns[i]);
            if (text == null && keys.get(i).nulls() == SortKey.Nulls.NONE) {
                throw new SQLDataException("sort key " + keys.get(i).column()
                        + " is null in a row: say nullsFirst() or nullsLast() of it");
            }
            position.add(new KeyValue(types[i], text));
        }
        if (position.equals(last)) {
            throw new SQLDataException("two rows have the same sort keys "
                    + keys.stream().map(SortKey::column).toList()
                    + ", so rows could be left out between pages: add a unique column as the last key");
        }
        last = position;
        return new KeysetRow<>(mapper.map(result), position);
    }
}
