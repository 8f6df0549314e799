package io.governance.db.bulk;

/**
 * By what a transaction of PostgreSQL is found again after its connection was lost.
 *
 * @param transaction its number ({@code txid_current}), which counts on for as long as the database lives
 * @param process the server process that runs it
 * @param timeline the history that the number belongs to; empty where the server does not tell
 */
record CommitTicket(long transaction, int process, String timeline) {}
