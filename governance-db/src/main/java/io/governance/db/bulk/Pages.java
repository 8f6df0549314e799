package io.governance.db.bulk;

import java.sql.SQLException;
import java.util.List;

/** Where a reader gets its rows from, some at a time. */
interface Pages<T> extends AutoCloseable {
    /** Returns the rows that follow; none at the end. */
    List<KeysetRow<T>> next() throws SQLException;

    @Override
    void close() throws SQLException;
}
