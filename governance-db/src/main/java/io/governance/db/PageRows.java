package io.governance.db;

/**
 * The last two rows that were read of one page, as hashes of up to eight columns: keyset paging goes on from one of them
 * (from the last but one where a row more was asked for, to see whether there is another page).
 */
final class PageRows {
    private static final int COLUMNS = 8;

    private int[] last = new int[COLUMNS];
    private int[] before = new int[COLUMNS];
    private int lastCount;
    private int beforeCount;

    void nextRow() {
        if (lastCount > 0) {
            int[] reused = before;
            before = last;
            last = reused;
            beforeCount = lastCount;
            lastCount = 0;
        }
    }

    void value(int hash) {
        if (lastCount < COLUMNS) {
            last[lastCount++] = hash;
        }
    }

    void clear() {
        lastCount = beforeCount = 0;
    }

    boolean isEmpty() {
        return lastCount == 0 && beforeCount == 0;
    }

    boolean contains(int hash) {
        return isAmong(last, lastCount, hash) || isAmong(before, beforeCount, hash);
    }

    private static boolean isAmong(int[] values, int count, int hash) {
        for (int i = 0; i < count; i++) {
            if (values[i] == hash) {
                return true;
            }
        }
        return false;
    }
}
