package io.governance.db;

/**
 * Recognises an execution as another try: the same key was executed before and failed, changed no row under an optimistic
 * lock, or was rolled back. Looks at the last eight executions. Reused; not thread-safe.
 */
final class Retries {
    private static final int KEPT = 8;

    private final int[] keys = new int[KEPT];
    private final int[] transactions = new int[KEPT];
    private final boolean[] failed = new boolean[KEPT];
    private boolean hasFailed;
    private int seen;
    private int retries;

    /** Told before the execution is known to have failed. */
    void execute(int key, int transaction, RolledBack rolledBack) {
        if (hasFailed || !rolledBack.isEmpty()) {
            retries += isRetry(key, rolledBack) ? 1 : 0;
        }
        int at = seen++ % KEPT;
        keys[at] = key;
        transactions[at] = transaction;
        failed[at] = false;
    }

    private boolean isRetry(int key, RolledBack rolledBack) {
        for (int back = 1; back <= Math.min(seen, KEPT); back++) {
            int at = (seen - back) % KEPT;
            if (keys[at] == key) {
                return failed[at] || rolledBack.contains(transactions[at]);
            }
        }
        return false;
    }

    void lastOneFailed() {
        hasFailed = true;
        failed[(seen - 1) % KEPT] = true;
    }

    int count() {
        return retries;
    }

    void add(Retries other) {
        retries += other.retries;
    }

    void clear() {
        hasFailed = false;
        seen = 0;
        retries = 0;
    }
}
