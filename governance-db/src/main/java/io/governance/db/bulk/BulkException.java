package io.governance.db.bulk;

import java.sql.SQLException;

/** A bulk write or read that could not go on; carries where to resume. */
public final class BulkException extends RuntimeException {
    private final String token;

    BulkException(String message, String token, SQLException cause) {
        super(message, cause);
        this.token = token;
    }

    /** Returns where to resume: everything before it is done, nothing after it. */
    public String token() {
        return token;
    }
}
