package io.governance.db.bulk;

/** Chooses the form for a number of rows; the limits are measured, see docs/decisions/0060. */
final class ModeChoice {
    static final int UNNEST_FROM = 2;
    static final int COPY_FROM = 1_024;
    static final int STAGE_FROM = 8_192;

    private ModeChoice() {}

    static BulkMode of(WriteKind kind, TableShape table, int rows) {
        if (kind == WriteKind.INSERT && rows >= COPY_FROM && table.canCopy()) {
            return BulkMode.COPY;
        }
        if (kind != WriteKind.INSERT && rows >= STAGE_FROM && table.canStage()) {
            return BulkMode.STAGED;
        }
        return rows >= UNNEST_FROM && table.canUnnest() ? BulkMode.UNNEST : BulkMode.BATCH;
    }
}
