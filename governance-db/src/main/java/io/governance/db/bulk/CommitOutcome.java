package io.governance.db.bulk;

import org.jspecify.annotations.Nullable;

/** What became of a transaction whose commit got no answer. */
enum CommitOutcome {
    COMMITTED,
    ROLLED_BACK,
    /** Its server process has not noticed yet that nobody is listening. */
    IN_PROGRESS,
    /** The server has forgotten it, or is another one: a replica that took over may never have heard of it. */
    UNKNOWN;

    /**
     * @param status the answer of {@code txid_status}
     */
    static CommitOutcome of(@Nullable String status, String timelineThen, String timelineNow) {
        if (status == null || !timelineThen.equals(timelineNow)) {
            return UNKNOWN;
        }
        return switch (status) {
            case "committed" -> COMMITTED;
            case "aborted" -> ROLLED_BACK;
            case "in progress" -> IN_PROGRESS;
            default -> UNKNOWN;
        };
    }
}
