package io.governance.db;

/** What the executions of one shape of statement in one call look like together. */
public enum Pattern {
    /** Nothing to report. */
    NONE,
    /** The same read again and again with different values, which one statement could have answered. */
    N_PLUS_ONE,
    /** The same read with the same values again, with nothing written in between. */
    DUPLICATE,
    /** The same write again and again, each in a round trip of its own. */
    UNBATCHED_WRITES,
    /** The batch interface is used, with one row a batch. */
    DEGENERATE_BATCH,
    /** Another try of the same after a failure, a rollback, or a row changed by somebody else meanwhile. */
    RETRY,
    /** A long list of values deliberately split into several statements. */
    CHUNKED,
    /** The rows of one large answer read page by page. */
    PAGING;

    boolean isFinding() {
        return this == N_PLUS_ONE || this == DUPLICATE || this == UNBATCHED_WRITES || this == DEGENERATE_BATCH;
    }
}
