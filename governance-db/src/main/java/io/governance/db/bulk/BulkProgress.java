package io.governance.db.bulk;

/**
 * How far a bulk write has come.
 *
 * @param read rows taken from the source so far, those skipped when resuming among them
 * @param written rows written in this run
 * @param refused bad rows in this run
 * @param token where to resume when the run ends here
 */
public record BulkProgress(long read, long written, long refused, String token) {}
