package io.governance.db;

/** The last eight transactions of a scope that were rolled back. Reused; not thread-safe. */
final class RolledBack {
    private static final int KEPT = 8;

    private final int[] transactions = new int[KEPT];
    private int count;

    void add(int transaction) {
        transactions[count++ % KEPT] = transaction;
    }

    boolean isEmpty() {
        return count == 0;
    }

    boolean contains(int transaction) {
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            if (transactions[i] == transaction) {
                return true;
            }
        }
        return false;
    }

    void clear() {
        count = 0;
    }
}
