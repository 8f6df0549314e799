package io.governance.db.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What a server says when it is asked for a transaction.
 *
 * @param status the answer of {@code txid_status}, or null when it has forgotten or never known the number
 * @param nextTransaction a number that it has just given: smaller ones have been given before
 * @param timeline its history
 * @param checkpoint its last checkpoint
 * @param nextAtRecovery the number that was to be given next at that checkpoint when it ended a recovery or a stop, else
 *     null: a checkpoint of every day begins long before it ends, and its number is of its beginning
 */
record ServerState(
        @Nullable String status,
        long nextTransaction,
        String timeline,
        String checkpoint,
        @Nullable Long nextAtRecovery) {}
