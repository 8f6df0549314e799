package io.governance.db;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of values with a secret number: the same value gives the same hash whatever type it was bound or read with, the
 * hashes of two numbers differ by their distance, and no value can be told from its hash. Zero stands for NULL.
 */
final class Salted {
    private static final int FACTOR = 0x9E3779B1;

    private Salted() {}

    static int hash(int seed, int salt) {
        int hash = (seed + salt) * FACTOR;
        return hash == 0 ? 1 : hash;
    }

    static int hash(long value, int salt) {
        return hash(Long.hashCode(value), salt);
    }

    static int hash(@Nullable Object value, int salt) {
        return value == null ? 0 : hash(seed(value), salt);
    }

    @SuppressWarnings("JavaUtilDate") // what drivers give
    private static int seed(Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return Long.hashCode(((Number) value).longValue());
        }
        if (value instanceof String || value instanceof Boolean) {
            return value.hashCode();
        }
        if (value instanceof BigDecimal number) {
            return number.scale() <= 0 && number.precision() <= 18
                    ? Long.hashCode(number.longValue())
                    : number.stripTrailingZeros().hashCode();
        }
        if (value instanceof Date date) {
            return Long.hashCode(date.getTime());
        }
        Instant instant = instant(value);
        return instant == null ? ofArray(value) : Long.hashCode(instant.toEpochMilli());
    }

    private static @Nullable Instant instant(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        return value instanceof Instant instant ? instant : null;
    }

    private static int ofArray(Object value) {
        if (value instanceof Object[] values) {
            return Arrays.deepHashCode(values);
        }
        if (value instanceof long[] values) {
            return Arrays.hashCode(values);
        }
        if (value instanceof int[] values) {
            return Arrays.hashCode(values);
        }
        return value instanceof byte[] bytes ? Arrays.hashCode(bytes) : value.hashCode();
    }
}
