package io.governance.flags;

import org.jspecify.annotations.Nullable;

/**
 * Where calls go at this moment: replaced as a whole, read once by each call.
 *
 * @param kind what to do with a call
 * @param tables counters of the present slice; in SHADOW only the old side's are used, as the baseline
 * @param attempt which attempt this belongs to
 */
record Routing(Kind kind, @Nullable SliceTables tables, int attempt) {
    enum Kind {
        OLD,
        SHADOW,
        DIVIDED,
        NEW
    }

    static Routing old(int attempt) {
        return new Routing(Kind.OLD, null, attempt);
    }
}
