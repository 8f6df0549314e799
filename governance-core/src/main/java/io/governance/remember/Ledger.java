package io.governance.remember;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Append-only streams of facts, from which every state in this library is folded: swaps, alerts, resolutions, records.
 *
 * <p>Appending names the version that the writer has seen, so of two nodes that decide at once only one succeeds. Each
 * entry carries the hash of the one before it: a changed or missing entry shows, but not that the last ones are missing.
 * Thread-safe. Every method may do I/O,
 * so none belongs on a thread of the application.
 */
public interface Ledger {
    /**
     * One fact.
     *
     * @param stream which story it belongs to, such as {@code swap/dashboard-2027}
     * @param version place in the stream, from 1
     * @param at wall clock of the node that wrote it, for people
     * @param node who wrote it
     * @param type what happened
     * @param facts figures and reasons, by name
     * @param previousHash hash of the entry before; empty for the first
     * @param hash SHA-256 over all of the above
     */
    record Entry(
            String stream,
            long version,
            Instant at,
            String node,
            String type,
            Map<String, String> facts,
            String previousHash,
            String hash) {}

    /**
     * Adds a fact if nobody else has added one since.
     *
     * @param expectedVersion the last version the writer has seen, 0 for an empty stream
     * @return the new version; empty when another entry came first: read, decide again
     * @throws StoreUnavailableException when the store cannot be reached
     */
    OptionalLong append(String stream, long expectedVersion, String type, Map<String, String> facts);

    /**
     * Returns the entries of a stream after a version, in order.
     *
     * @throws StoreUnavailableException when the store cannot be reached
     */
    List<Entry> read(String stream, long afterVersion);

    /**
     * Returns the names of all streams that start with a prefix, in order.
     *
     * @throws StoreUnavailableException when the store cannot be reached
     */
    List<String> streams(String prefix);
}
