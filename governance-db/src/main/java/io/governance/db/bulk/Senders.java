package io.governance.db.bulk;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The senders of one target, and which of them a number of rows gets. */
final class Senders {
    private final WriteKind kind;
    private final TableShape table;
    private final @Nullable BulkMode only;
    private final Map<BulkMode, Sender> senders = new EnumMap<>(BulkMode.class);

    Senders(Target target, TableShape table, @Nullable BulkMode only) {
        this.kind = target.kind();
        this.table = table;
        this.only = only;
        WriteSql sql = new WriteSql(target, table);
        senders.put(BulkMode.BATCH, new BatchSender(sql, table));
        if (table.canUnnest()) {
            senders.put(BulkMode.UNNEST, new UnnestSender(sql, target));
        }
        if (table.canCopy() && kind == WriteKind.INSERT) {
            senders.put(BulkMode.COPY, new CopySender(sql.copy()));
        }
        if (table.canStage()) {
            senders.put(BulkMode.STAGED, new StagedSender(sql));
        }
        if (only != null && !senders.containsKey(only)) {
            throw new IllegalArgumentException(
                    "mode: " + only + " cannot be used for this " + target + "; possible are " + senders.keySet());
        }
    }

    BulkMode mode(int rows) {
        return only == null ? ModeChoice.of(kind, table, rows) : only;
    }

    Sender of(BulkMode mode) {
        Sender sender = senders.get(mode);
        if (sender == null) {
            throw new IllegalStateException("no sender for " + mode);
        }
        return sender;
    }
}
