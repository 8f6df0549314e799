package io.governance.db.bulk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the last row of each key, as if the rows had been written one by one.
 *
 * <p>Keys are compared by the text that is sent. Two texts that only the database takes for the same key (1.0 and 1.00)
 * stay; the database then refuses their statement, and {@link Isolation} sends them one after the other.
 */
final class LastWins {
    private LastWins() {}

    static List<Row> of(List<Row> rows, int[] keyPlaces) {
        Map<Object, Row> last = new LinkedHashMap<>(rows.size() * 2);
        List<Row> withoutKey = new ArrayList<>();
        for (Row row : rows) {
            Object key = key(row, keyPlaces);
            if (key == null) {
                withoutKey.add(row);
                continue;
            }
            Row earlier = last.remove(key);
            last.put(key, earlier == null ? row : row.replacing(earlier));
        }
        List<Row> kept = new ArrayList<>(last.values());
        kept.addAll(withoutKey);
        return kept;
    }

    /** A key with a null in it equals no other. */
    private static @Nullable Object key(Row row, int[] places) {
        if (places.length == 1) {
            return row.cell(places[0]);
        }
        List<Object> key = new ArrayList<>(places.length);
        for (int place : places) {
            Object cell = row.cell(place);
            if (cell == null) {
                return null;
            }
            key.add(cell);
        }
        return key;
    }
}
