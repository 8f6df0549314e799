package io.governance.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Cases, one JSON object a line, from a file that a system property names or from the committed copy; and answers to them. */
@NullUnmarked // test data: a null fails the test, as it should
final class CaseFile {
    private static final JsonFactory JSON = new JsonFactory();

    private CaseFile() {}

    static List<Map<String, Object>> read(String property, String committed) throws IOException {
        String given = System.getProperty(property);
        try (InputStream file = given == null
                        ? Objects.requireNonNull(CaseFile.class.getResourceAsStream("/" + committed))
                        : Files.newInputStream(Path.of(given));
                JsonParser json = JSON.createParser(ObjectReadContext.empty(), file)) {
            List<Map<String, Object>> cases = new ArrayList<>();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                cases.add(object(value(json)));
            }
            return cases;
        }
    }

    private static Object value(JsonParser json) {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    object.put(name, value(json));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(json));
                }
                yield array;
            }
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> json.getString();
        };
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> array(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }

    /** Writes answers where the judges look for them. */
    static void write(String name, Map<String, Object> answers) throws IOException {
        Path file = Path.of("target", "cases", name);
        Files.createDirectories(file.getParent());
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), Files.newOutputStream(file))) {
            write(json, answers);
        }
    }

    private static void write(JsonGenerator json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, one) -> {
                json.writeName((String) name);
                write(json, one);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(one -> write(json, one));
            json.writeEndArray();
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString((String) value);
        }
    }
}
