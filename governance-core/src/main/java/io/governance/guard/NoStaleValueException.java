package io.governance.guard;

/** There was no last good value, or it was too old. Only ever seen as what is suppressed by the primary's failure. */
final class NoStaleValueException extends Exception {
    private static final long serialVersionUID = 1;

    NoStaleValueException(String message) {
        super(message, null, true, false);
    }
}
