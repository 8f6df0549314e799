package io.governance.db.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What a server says when it is asked for a transaction.
 *
 * @param status the answer of {@code txid_status}, or null when it has forgotten or never known the number
 * @param nextTransaction a number that it has just given: smaller ones have been given before
 * @param timeline its history
 * @param checkpoint its last checkpoint
 * @param nextAtCheckpoint the number that was to be given next at that checkpoint, or null when it does not tell
 */
record ServerState(
        @Nullable String status,
        long nextTransaction,
        String timeline,
        String checkpoint,
        @Nullable Long nextAtCheckpoint) {}
