package io.governance.db.bulk;

import java.util.List;

/**
 * Rows that are written in one transaction.
 *
 * @param read how many were taken from the source
 * @param rows those that can be sent, the last of each key
 * @param duplicates how many were replaced by a later one
 * @param invalid those that cannot be sent
 */
record Chunk(long read, List<Row> rows, long duplicates, List<BadRow> invalid) {}
