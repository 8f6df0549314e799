package io.governance.db.store;

import java.io.StringWriter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** How values of the store look in its columns: maps as JSON, instants in UTC cut to microseconds. */
final class Payload {
    private static final JsonFactory JSON = new JsonFactory();

    private Payload() {}

    static String ofFacts(Map<String, String> facts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            new TreeMap<>(facts).forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return text.toString();
    }

    static Map<String, String> facts(String text) throws SQLException {
        Map<String, String> facts = new TreeMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                facts.put(name, json.getString());
            }
        } catch (JacksonException e) {
            throw new SQLException("a payload in the store is no JSON; somebody has changed it: " + text, e);
        }
        return facts;
    }

    static String ofBuckets(Map<Integer, Long> buckets) {
        Map<String, String> texts = new TreeMap<>();
        buckets.forEach((bucket, count) -> texts.put(Integer.toString(bucket), Long.toString(count)));
        return ofFacts(texts);
    }

    static Map<Integer, Long> buckets(String text) throws SQLException {
        Map<Integer, Long> buckets = new TreeMap<>();
        for (Map.Entry<String, String> one : facts(text).entrySet()) {
            buckets.put(Integer.valueOf(one.getKey()), Long.valueOf(one.getValue()));
        }
        return buckets;
    }

    static void setInstant(PreparedStatement statement, int index, Instant at) throws SQLException {
        statement.setObject(index, at.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
