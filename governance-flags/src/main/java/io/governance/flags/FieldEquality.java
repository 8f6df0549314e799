package io.governance.flags;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares answers field by field and names the path of the first difference, such as {@code orders[2].total}.
 *
 * <p>Records are compared by their components, lists and arrays in order, maps by key, {@code BigDecimal} by value,
 * everything else, such as a set, by {@code equals}. Immutable, thread-safe.
 */
public final class FieldEquality implements Equality<Object> {
    private static final int SHOWN = 80;

    private final Map<String, String> ignored;

    FieldEquality() {
        this(Map.of());
    }

    private FieldEquality(Map<String, String> ignored) {
        this.ignored = ignored;
    }

    /**
     * Returns a comparison that leaves out a field, wherever it occurs.
     *
     * @param field name of the record component or map key
     * @param reason why a difference in it does not matter; must not be blank
     */
    public FieldEquality ignoring(String field, String reason) {
        if (field.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException(
                    "an ignored field needs a name and a reason; found '" + field + "' and '" + reason + "'");
        }
        Map<String, String> more = new LinkedHashMap<>(ignored);
        more.put(field, reason);
        return new FieldEquality(more);
    }

    /** Returns the ignored fields and the reason of each. */
    public Map<String, String> ignored() {
        return Map.copyOf(ignored);
    }

    @Override
    public Optional<String> difference(Object old, Object fresh) {
        return Optional.ofNullable(compare("", old, fresh));
    }

    private @Nullable String compare(String path, @Nullable Object old, @Nullable Object fresh) {
        if (old == fresh) {
            return null;
        }
        if (old == null || fresh == null) {
            return differ(path, old, fresh);
        }
        if (old instanceof BigDecimal a && fresh instanceof BigDecimal b) {
            return a.compareTo(b) == 0 ? null : differ(path, old, fresh);
        }
        if (old instanceof Record && old.getClass() == fresh.getClass()) {
            return compareRecords(path, old, fresh);
        }
        if (old instanceof List<?> a && fresh instanceof List<?> b) {
            return compareLists(path, a, b);
        }
        if (old instanceof Object[] a && fresh instanceof Object[] b) {
            return compareLists(path, Arrays.asList(a), Arrays.asList(b));
        }
        if (old instanceof Map<?, ?> a && fresh instanceof Map<?, ?> b) {
            return compareMaps(path, a, b);
        }
        return Objects.deepEquals(old, fresh) ? null : differ(path, old, fresh);
    }

    private @Nullable String compareRecords(String path, Object old, Object fresh) {
        for (RecordComponent component : old.getClass().getRecordComponents()) {
            if (!ignored.containsKey(component.getName())) {
                String difference = compare(
                        path.isEmpty() ? component.getName() : path + "." + component.getName(),
                        value(component, old),
                        value(component, fresh));
                if (difference != null) {
                    return difference;
                }
            }
        }
        return null;
    }

    private static @Nullable Object value(RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of " + of.getClass(), e);
        }
    }

    private @Nullable String compareLists(String path, List<?> old, List<?> fresh) {
        for (int i = 0; i < Math.min(old.size(), fresh.size()); i++) {
            String difference = compare(path + "[" + i + "]", old.get(i), fresh.get(i));
            if (difference != null) {
                return difference;
            }
        }
        return old.size() == fresh.size() ? null : differ(path + ".size()", old.size(), fresh.size());
    }

    private @Nullable String compareMaps(String path, Map<?, ?> old, Map<?, ?> fresh) {
        List<@Nullable Object> keys = new ArrayList<>(old.keySet());
        fresh.keySet().stream().filter(key -> !old.containsKey(key)).forEach(keys::add);
        for (Object key : keys) {
            if (!ignored.containsKey(String.valueOf(key))) {
                if (old.containsKey(key) != fresh.containsKey(key)) {
                    return path + "{" + key + "}: old " + entry(old, key) + ", new " + entry(fresh, key);
                }
                String difference = compare(path + "{" + key + "}", old.get(key), fresh.get(key));
                if (difference != null) {
                    return difference;
                }
            }
        }
        return null;
    }

    private static String differ(String path, @Nullable Object old, @Nullable Object fresh) {
        return (path.isEmpty() ? "the answer" : path) + ": old " + shown(old) + ", new " + shown(fresh);
    }

    private static String entry(Map<?, ?> map, @Nullable Object key) {
        return map.containsKey(key) ? shown(map.get(key)) : "has no such key";
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
