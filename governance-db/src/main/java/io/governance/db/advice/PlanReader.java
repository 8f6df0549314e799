package io.governance.db.advice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the answer of {@code EXPLAIN (VERBOSE, FORMAT JSON)}. */
final class PlanReader {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> CONDITIONS =
            Set.of("Filter", "Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter");

    private PlanReader() {}

    static PlanNode read(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT && "Plan".equals(parser.currentName())) {
                    return node(parser);
                }
            }
        }
        throw new IllegalArgumentException("no plan in what EXPLAIN answered: " + json);
    }

    private static PlanNode node(JsonParser parser) {
        Map<String, String> texts = new HashMap<>();
        Map<String, List<String>> lists = new HashMap<>();
        List<String> conditions = new ArrayList<>();
        List<PlanNode> children = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("Plans")) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    children.add(node(parser));
                }
            } else if (token == JsonToken.START_ARRAY) {
                lists.put(name, texts(parser));
            } else if (token == JsonToken.START_OBJECT) {
                parser.skipChildren();
            } else if (CONDITIONS.contains(name)) {
                conditions.add(parser.getString());
            } else {
                texts.put(name, parser.getString());
            }
        }
        String table = texts.get("Relation Name");
        return new PlanNode(
                texts.getOrDefault("Node Type", "unknown"),
                texts.get("Parent Relationship"),
                table == null ? null : quoted(texts.getOrDefault("Schema", "public")) + "." + quoted(table),
                texts.get("Alias"),
                texts.get("Index Name"),
                Double.parseDouble(texts.getOrDefault("Total Cost", "0")),
                Double.parseDouble(texts.getOrDefault("Plan Rows", "0")),
                conditions,
                lists.getOrDefault("Sort Key", List.of()),
                lists.getOrDefault("Group Key", List.of()),
                lists.getOrDefault("Output", List.of()),
                children);
    }

    private static List<String> texts(JsonParser parser) {
        List<String> texts = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token.isScalarValue()) {
                texts.add(parser.getString());
            } else {
                parser.skipChildren();
            }
        }
        return texts;
    }

    /** Quotes a name unless it means the same without. */
    static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
