package io.governance.db.advice;

import io.governance.db.SampledStatement.Execution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The published cases of index advice, or those of another file of the same form. */
@NullUnmarked // a null here fails the test, as it should
record AdviceCases(List<Query> queries) {
    /**
     * One statement.
     *
     * @param executions with the values written into the text
     * @param best sets of indexes that somebody found, for each execution
     */
    record Query(
            String id,
            String sql,
            List<Execution> executions,
            List<List<List<String>>> best,
            List<String> robust,
            boolean isNegative,
            String expectedAction,
            List<String> fullCreditIfLeading) {}

    static AdviceCases load() {
        List<Query> queries = new ArrayList<>();
        for (Object one : list(read(System.getProperty("cases.advice"), "/advice/queries.json"))) {
            queries.add(query(map(one)));
        }
        return new AdviceCases(List.copyOf(queries));
    }

    private static Query query(Map<String, Object> one) {
        String sql = (String) one.get("sql");
        List<String> robust = one.get("robust") == null
                ? List.of()
                : texts(map(one.get("robust")).get("indexes"));
        List<Execution> executions = new ArrayList<>();
        List<List<List<String>>> best = new ArrayList<>();
        for (Object set : list(one.get("parameter_sets"))) {
            executions.add(new Execution(literal(sql, texts(map(set).get("params"))), List.of()));
            best.add(List.of(
                    texts(map(map(set).get("best_any")).get("indexes")),
                    texts(map(map(set).get("best_key")).get("indexes")),
                    robust));
        }
        Object leading = one.get("full_credit_if_leading");
        return new Query(
                (String) one.get("id"),
                sql,
                executions,
                best,
                robust,
                (Boolean) one.get("negative"),
                (String) one.get("expected_action"),
                leading == null ? List.of() : texts(leading));
    }

    private static String literal(String sql, List<String> values) {
        String[] parts = sql.split("\\?", -1);
        StringBuilder text = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            text.append(values.get(i - 1)).append(parts[i]);
        }
        return text.toString();
    }

    /** Reads a file, or a resource when none is given. */
    static Object read(String file, String resource) {
        try (JsonParser json = new JsonFactory()
                .createParser(
                        ObjectReadContext.empty(),
                        file == null
                                ? Objects.requireNonNull(AdviceCases.class.getResourceAsStream(resource))
                                : Files.newInputStream(Path.of(file)))) {
            return value(json, json.nextToken());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(JsonParser json, JsonToken token) {
        if (token == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                list.add(value(json, next));
            }
            return list;
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> map = new LinkedHashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                map.put(name, value(json, json.nextToken()));
            }
            return map;
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        return token == JsonToken.VALUE_NULL ? null : json.getString();
    }

    static List<Object> list(Object value) {
        List<Object> list = new ArrayList<>();
        ((List<?>) value).forEach(list::add);
        return list;
    }

    static List<String> texts(Object value) {
        return list(value).stream().map(String.class::cast).toList();
    }

    static Map<String, Object> map(Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        ((Map<?, ?>) value).forEach((key, one) -> map.put((String) key, one));
        return map;
    }
}
