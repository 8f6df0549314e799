package io.governance.remember;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

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

    /**
     * Returns when each node was last seen, without those that have not been since.
     *
     * @throws StoreUnavailableException when the store cannot be reached
     */
    default Map<String, Instant> nodes(Instant since) {
        Map<String, Instant> recent = new TreeMap<>(nodes());
        recent.values().removeIf(seen -> seen.isBefore(since));
        return recent;
    }

    /** Returns the ledger's stream of what these nodes decide together; several fleets may share one store. */
    default String stream() {
        return "fleet";
    }
}
