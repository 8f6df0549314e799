package io.governance.db;

import java.util.Arrays;

/** Counts different hashes, exactly up to 96 of them. Reused; not thread-safe. */
final class DistinctHashes {
    private static final int SLOTS = 128;
    static final int LIMIT = 96;

    private final int[] slots = new int[SLOTS];
    private int count;

    void clear() {
        if (count > 0) {
            Arrays.fill(slots, 0);
            count = 0;
        }
    }

    void add(int hash) {
        int value = hash == 0 ? 1 : hash;
        int at = (value * 0x9E3779B1) >>> 25;
        while (slots[at] != 0) {
            if (slots[at] == value) {
                return;
            }
            at = (at + 1) & (SLOTS - 1);
        }
        if (count < LIMIT) {
            slots[at] = value;
            count++;
        }
    }

    int count() {
        return count;
    }
}
