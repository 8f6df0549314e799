package io.governance.db.bulk;

/** What became of a transaction whose commit got no answer. */
enum CommitOutcome {
    COMMITTED,
    ROLLED_BACK,
    /** Its server process has not noticed yet that nobody is listening. */
    IN_PROGRESS,
    /** The server has forgotten it, or is another one: a replica that took over may never have heard of it. */
    UNKNOWN;

    /**
     * Judges by what the server says now.
     *
     * <p>A server that was killed forgets the numbers of transactions of which nothing had reached its disk, and gives
     * them out again: its status would then be that of a stranger. Recovery ends with a checkpoint, which tells the next
     * number at that moment; a transaction that was committed is older than that.
     */
    static CommitOutcome of(CommitTicket ticket, ServerState now) {
        if (!ticket.timeline().equals(now.timeline())) {
            return UNKNOWN;
        }
        if (ticket.transaction() >= now.nextTransaction()) {
            return ROLLED_BACK;
        }
        Long next = now.nextAtRecovery();
        if (next != null && !ticket.checkpoint().equals(now.checkpoint()) && ticket.transaction() >= next) {
            return ROLLED_BACK;
        }
        return ofStatus(now);
    }

    private static CommitOutcome ofStatus(ServerState now) {
        String status = now.status();
        if (status == null) {
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
