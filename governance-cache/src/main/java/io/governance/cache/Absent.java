package io.governance.cache;

import org.jspecify.annotations.Nullable;

/** Stands in the levels for "was looked up, and there is none", which they could not tell from "never asked". */
enum Absent {
    VALUE;

    static Object closed(@Nullable Object value) {
        return value == null ? VALUE : value;
    }
}
