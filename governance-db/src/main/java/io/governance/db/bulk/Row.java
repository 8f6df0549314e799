package io.governance.db.bulk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way.
 *
 * @param index its place in the source, from 0
 * @param cells one for each column: the text of the value on PostgreSQL, the value itself elsewhere
 * @param earlier the row of the same key that this one replaces, for the case that this one is refused
 */
record Row(
        long index, List<@Nullable Object> cells, @Nullable Row earlier) {
    @Nullable
    Object cell(int place) {
        return cells.get(place);
    }

    Row replacing(Row replaced) {
        return new Row(index, cells, replaced);
    }
}
