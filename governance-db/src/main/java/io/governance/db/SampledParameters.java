package io.governance.db;

import java.math.BigDecimal;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The parameters of one execution, while the shape still wants samples. Values that cannot be bound again are left out. */
final class SampledParameters {
    private static final int LIMIT = 32;

    private @Nullable Object[] values = new Object[4];
    private int count;

    void set(int index, @Nullable Object value) {
        if (index < 1 || index > LIMIT) {
            return;
        }
        if (index > values.length) {
            values = Arrays.copyOf(values, Math.max(index, 2 * values.length));
        }
        values[index - 1] = canBeBoundAgain(value) ? value : null;
        count = Math.max(count, index);
    }

    private static boolean canBeBoundAgain(@Nullable Object value) {
        return (value instanceof Number && (!(value instanceof BigDecimal big) || big.precision() < 64))
                || (value instanceof String text && text.length() <= 1_000)
                || value instanceof Boolean
                || value instanceof Date
                || value instanceof Temporal
                || value instanceof UUID;
    }

    /** A shape that has its samples, or whose values cannot be sampled, costs nothing more. */
    void executed(Shape shape, String sql) {
        if (!shape.isSampleWanted()) {
            return;
        }
        List<Object> bound = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Object value = values[i];
            if (value == null) {
                return;
            }
            bound.add(value);
        }
        shape.sample(sql, List.copyOf(bound));
    }
}
