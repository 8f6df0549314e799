package io.governance.db;

import java.util.Arrays;

/** How often the tables of one scope were written, in 64 cells: two tables that share one only lose a duplicate. */
final class TableVersions {
    private static final int CELLS = 64;

    private final int[] versions = new int[CELLS];
    private int all;
    private boolean isTouched;

    /** A failure, a rollback or a write of unknown reach: no earlier answer counts any more. */
    void everythingChanged() {
        all++;
    }

    void written(Fingerprint print) {
        TableNames tables = print.tables();
        if (tables.writesUnknown() || print.kind() == Fingerprint.Kind.OTHER || !tables.hasWrites()) {
            all++;
            return;
        }
        isTouched = true;
        for (int i = 0; i < tables.writes(); i++) {
            versions[cell(tables.written(i))]++;
        }
    }

    /** A number that stays the same while nothing was written that the statement reads. */
    int of(Fingerprint print) {
        int sum = all;
        TableNames tables = print.tables();
        for (int i = 0; i < tables.reads(); i++) {
            sum += versions[cell(tables.read(i))];
        }
        return sum;
    }

    private static int cell(int name) {
        return (name * 0x9E3779B1) >>> 26;
    }

    void clear() {
        all = 0;
        if (isTouched) {
            Arrays.fill(versions, 0);
            isTouched = false;
        }
    }
}
