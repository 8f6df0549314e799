package io.governance.flags.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the conformance vectors as plain maps, lists and numbers. */
final class Vectors {
    private Vectors() {}

    static List<Map<String, Object>> read() {
        try (InputStream json =
                        Objects.requireNonNull(Vectors.class.getResourceAsStream("/swap-statistics/vectors.json"));
                JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return list(map(Objects.requireNonNull(value(parser))).get("vectors")).stream()
                    .map(Vectors::map)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("vectors.json among the test resources", e);
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getString();
        };
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object object) {
        return object == null ? Map.of() : (Map<String, Object>) object;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(@Nullable Object array) {
        return array == null ? List.of() : (List<Object>) array;
    }

    static long count(@Nullable Object number) {
        return number == null ? 0 : ((Number) number).longValue();
    }

    static int small(@Nullable Object number) {
        return (int) count(number);
    }

    static double decimal(@Nullable Object number) {
        return ((Number) Objects.requireNonNull(number)).doubleValue();
    }

    static Map<Integer, Long> table(@Nullable Object cells) {
        Map<Integer, Long> table = new LinkedHashMap<>();
        map(cells).forEach((bucket, count) -> table.put(Integer.valueOf(bucket), count(count)));
        return table;
    }
}
