package io.governance.db;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last 64 values that were read from first rows, as hashes: a loop over the rows of an answer starts with one of
 * them, which names the statement that a repeated one depends on. Reused; not thread-safe.
 */
final class FirstRows {
    private static final int KEPT = 64;

    private final int[] hashes = new int[KEPT];
    private final @Nullable Shape[] shapes = new Shape[KEPT];
    private int seen;

    void add(Shape of, int hash) {
        int at = seen++ % KEPT;
        hashes[at] = hash;
        shapes[at] = of;
    }

    /** Returns the statement whose first row had one of these values, the latest one first. */
    @Nullable
    Shape parent(KnownText text, Values values) {
        int count = text.fingerprint.positions().count();
        for (int back = 1; back <= Math.min(seen, KEPT) && count > 0; back++) {
            int at = (seen - back) % KEPT;
            for (int i = 0; i < count; i++) {
                if (values.at(i) != 0 && values.at(i) == hashes[at]) {
                    return shapes[at];
                }
            }
        }
        return null;
    }

    void clear() {
        if (seen > 0) {
            Arrays.fill(shapes, null);
            seen = 0;
        }
    }
}
