package io.governance.db;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Logs for loans of connections, used again: at most sixteen wait, what comes back beyond is left to the collector. */
final class SpareLogs {
    private static final int KEPT = 16;

    private final AtomicReferenceArray<StatementLog> spare = new AtomicReferenceArray<>(KEPT);

    StatementLog take() {
        for (int i = 0; i < KEPT; i++) {
            StatementLog log = spare.get(i);
            if (log != null && spare.compareAndSet(i, log, null)) {
                return log;
            }
        }
        return new StatementLog();
    }

    void giveBack(StatementLog log) {
        for (int i = 0; i < KEPT; i++) {
            if (spare.get(i) == null && spare.compareAndSet(i, null, log)) {
                return;
            }
        }
    }
}
