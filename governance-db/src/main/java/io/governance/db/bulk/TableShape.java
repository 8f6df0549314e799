package io.governance.db.bulk;

import java.util.List;

/**
 * What the database said of the table that is written to.
 *
 * @param types of the columns to write, in their order; empty where they do not matter
 * @param canCopy whether COPY means the same as INSERT here and the driver can do it
 * @param canStage whether COPY to a temporary table can be used
 * @param canUnnest whether every column can travel in an array
 */
record TableShape(boolean isPostgres, List<String> types, boolean canCopy, boolean canStage, boolean canUnnest) {
    static final TableShape PLAIN = new TableShape(false, List.of(), false, false, false);

    TableShape {
        types = List.copyOf(types);
    }
}
