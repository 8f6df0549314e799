package io.governance.db.bulk;

/** Hears how a bulk write goes on, on the thread that writes; what it throws stops the write and reaches the caller. */
@FunctionalInterface
public interface BulkListener {
    /** A chunk is committed. */
    void committed(BulkProgress progress);

    /**
     * A chunk is about to be committed. A token that is kept here covers both endings of the commit, so that a process
     * that dies in between can go on without a lost or a doubled row (PostgreSQL; elsewhere a crash exactly there
     * leaves the last chunk open).
     */
    default void beforeCommit(String token) {}
}
