package io.governance.db.bulk;

import java.sql.SQLException;

/**
 * A row that was not written while the others were.
 *
 * @param index its place in the source, from 0
 * @param cause what the database, or the check before it, said
 */
public record BadRow(long index, SQLException cause) {
    @Override
    public String toString() {
        return "row " + index + ": " + cause.getMessage();
    }
}
