package io.governance.db.bulk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one run has done so far. */
final class Tally {
    private final Target target;
    private final boolean isDryRun;
    private final Map<BulkMode, Long> rowsByMode = new EnumMap<>(BulkMode.class);
    private final List<BadRow> bad = new ArrayList<>();
    private final long start;
    private long read;
    private long written;
    private long duplicates;
    private int retries;

    Tally(Target target, boolean isDryRun, long skipped) {
        this.target = target;
        this.isDryRun = isDryRun;
        this.start = skipped;
        this.read = skipped;
    }

    void add(Chunk chunk, ChunkResult result) {
        read += chunk.read();
        written += result.written();
        duplicates += chunk.duplicates() - result.revived();
        retries += result.retries();
        bad.addAll(chunk.invalid());
        bad.addAll(result.bad());
        if (!chunk.rows().isEmpty()) {
            rowsByMode.merge(result.mode(), (long) chunk.rows().size(), Long::sum);
        }
    }

    long read() {
        return read;
    }

    int refused() {
        return bad.size();
    }

    /** After a dry run nothing is done. */
    BulkToken token() {
        return BulkToken.done(target, isDryRun ? start : read);
    }

    String committing(Chunk chunk, CommitTicket ticket) {
        return BulkToken.committing(target, read, ticket, read + chunk.read()).toString();
    }

    BulkProgress progress() {
        return new BulkProgress(read, written, bad.size(), token().toString());
    }

    BulkReport report() {
        List<BadRow> inOrder =
                bad.stream().sorted(Comparator.comparingLong(BadRow::index)).toList();
        return new BulkReport(
                target.toString(),
                isDryRun,
                read,
                written,
                duplicates,
                inOrder,
                rowsByMode,
                retries,
                token().toString());
    }
}
