package io.governance.remember;

import java.time.Instant;
import java.util.Map;

/** The nodes of the application, as they make themselves known. Thread-safe; every method may do I/O. */
public interface Fleet {
    /**
     * Says that a node is alive.
     *
     * @throws StoreUnavailableException when the store cannot be reached
     */
    void seen(String node, Instant at);

    /**
     * Returns when each node was last seen.
     *
     * @throws StoreUnavailableException when the store cannot be reached
     */
    Map<String, Instant> nodes();
}
