package io.governance.remember;

import io.governance.measure.Time;

/**
 * What outlives a call: ledger, evidence, samples and fleet. In memory unless a database is given.
 *
 * <p>Thread-safe. Every method of its parts may do I/O and may throw {@link StoreUnavailableException}; the library
 * calls them from a thread of its own, with a bounded queue before it, and goes on without a store.
 */
public interface Store extends AutoCloseable {
    /** Returns the append-only streams. */
    Ledger ledger();

    /** Returns the counters of swaps. */
    Evidence evidence();

    /** Returns what was measured, period by period. */
    Samples samples();

    /** Returns the nodes of the application. */
    Fleet fleet();

    /** Returns the name of this node, unique in the fleet. */
    String node();

    @Override
    void close();

    /** Returns a store that forgets everything at the end of the process. */
    static Store inMemory(String node, Time time) {
        return new MemoryStore(node, time);
    }
}
