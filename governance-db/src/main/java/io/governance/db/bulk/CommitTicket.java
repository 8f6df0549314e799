package io.governance.db.bulk;

/**
 * By what a transaction of PostgreSQL is found again after its connection was lost.
 *
 * @param transaction its number ({@code txid_current})
 * @param process the server process that runs it
 * @param timeline the history that the number belongs to; a replica that takes over begins another
 * @param checkpoint the last checkpoint before it; as long as it is the last one, the server was not restarted
 */
record CommitTicket(long transaction, int process, String timeline, String checkpoint) {}
