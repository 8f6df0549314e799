package io.governance.db.bulk;

import java.sql.SQLException;

/** Stops a chunk: more bad rows than were agreed. */
final class TooManyBadRowsException extends SQLException {
    private static final String STOP = "57000";

    TooManyBadRowsException(BadRow last) {
        super("more bad rows than allowed; the last one is " + last, STOP, last.cause());
    }
}
