package io.governance.measure;

/**
 * Told when a call becomes the current one of its thread and when it ends, while somebody looks closer.
 *
 * <p>Runs on the application's threads, within every call: it must return at once and never throw.
 */
public interface CallWatch {
    /** A call of this operation is from now on the current one of this thread. */
    void entered(Operation operation);

    /** The current call of this thread, one of this operation, has ended. */
    void left(Operation operation);
}
