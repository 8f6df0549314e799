package io.governance.db.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Makes an object of the row that a result stands on.
 *
 * @param <T> what a row becomes
 */
@FunctionalInterface
public interface RowMapper<T> {
    /** Reads columns of the current row; leaves the result where it is. */
    T map(ResultSet row) throws SQLException;
}
