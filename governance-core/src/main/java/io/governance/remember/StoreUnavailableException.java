package io.governance.remember;

/** The store could not be reached, or refused. What was to be written is not written; the caller may try again. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String store;

    /** Makes an exception that names the store and what was tried. */
    public StoreUnavailableException(String store, String tried, Throwable cause) {
        super(tried + " failed at " + store + ": " + cause.getMessage(), cause);
        this.store = store;
    }

    /** Returns the store that could not be reached, without credentials. */
    public String store() {
        return store;
    }
}
