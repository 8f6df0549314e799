package io.governance.guard;

import java.util.concurrent.TimeoutException;

/** There was no answer in time. Callers see it as a {@link TimeoutException}. */
final class LateException extends TimeoutException {
    private static final long serialVersionUID = 1;

    private final boolean isCallersDeadline;

    LateException(String message, boolean isCallersDeadline) {
        super(message);
        this.isCallersDeadline = isCallersDeadline;
    }

    /** Whether the caller had no more time, so that it is not the dependency's fault. */
    boolean isCallersDeadline() {
        return isCallersDeadline;
    }
}
