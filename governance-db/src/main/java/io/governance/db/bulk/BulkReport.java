package io.governance.db.bulk;

import java.util.List;
import java.util.Map;

/**
 * What a bulk write did.
 *
 * @param what kind, table and columns
 * @param isDryRun whether everything was taken back
 * @param read rows taken from the source, those skipped when resuming among them
 * @param written rows of the table that were written; an update or delete that found no row writes none
 * @param duplicates rows that were not sent since a later row of the same chunk has the same key: the last wins
 * @param badRows the rows that were refused, in their order
 * @param rowsByMode how many rows were sent in which form
 * @param retries attempts after a conflict or a lost connection
 * @param token where to resume
 */
public record BulkReport(
        String what,
        boolean isDryRun,
        long read,
        long written,
        long duplicates,
        List<BadRow> badRows,
        Map<BulkMode, Long> rowsByMode,
        int retries,
        String token) {
    /** Copies the lists. */
    public BulkReport {
        badRows = List.copyOf(badRows);
        rowsByMode = Map.copyOf(rowsByMode);
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return (isDryRun ? "dry run of " : "") + what + ": " + read + " rows read, " + written + " written"
                + (duplicates > 0 ? ", " + duplicates + " replaced by a later row of the same key" : "")
                + (badRows.isEmpty() ? "" : ", " + badRows.size() + " refused, first " + badRows.get(0))
                + (retries > 0 ? ", " + retries + " retries" : "");
    }
}
