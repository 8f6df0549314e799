package io.governance.db.bulk;

/** A value that cannot be sent; says why, the caller knows where. */
final class InvalidValueException extends Exception {
    InvalidValueException(String message) {
        super(message);
    }
}
