package io.governance.db.bulk;

import org.jspecify.annotations.Nullable;

/**
 * The value of a sort key in one row, as text, so that it can be kept in a token without loss.
 *
 * @param type of {@link java.sql.Types}
 */
record KeyValue(int type, @Nullable String text) {
    boolean isNull() {
        return text == null;
    }
}
