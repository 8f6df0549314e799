package io.governance.db.bulk;

import java.util.List;

/** What became of one chunk. */
record ChunkResult(BulkMode mode, long written, long revived, List<BadRow> bad, int retries) {}
