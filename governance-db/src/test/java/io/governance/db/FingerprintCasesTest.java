package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Every published case: same group, same fingerprint; other group, other fingerprint. */
@NullUnmarked // a null here fails the test, as it should
class FingerprintCasesTest {
    private record Case(String id, Dialect dialect, String sql, String group, List<Integer> arity, boolean isBroken) {}

    @Test
    void casesOfOneGroupMeetAndOthersDoNot() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<Case> cases = cases();
        Map<String, Map<String, String>> byGroup = new HashMap<>();
        for (Case one : cases) {
            Fingerprint print = Fingerprint.of(one.sql(), one.dialect());
            if (one.isBroken()) {
                continue;
            }
            String space = one.dialect() + " " + one.group();
            Map<String, String> prints = byGroup.computeIfAbsent(space, group -> new HashMap<>());
            prints.put(print.text(), one.id());
            if (!one.arity().isEmpty() && !one.arity().equals(print.arity())) {
                wrong.add(one.id() + " has arity " + print.arity() + ", expected " + one.arity());
            }
        }
        Map<String, String> groupOf = new HashMap<>();
        byGroup.forEach((group, prints) -> {
            if (prints.size() > 1) {
                wrong.add(group + " is split: " + prints);
            }
            prints.forEach((print, id) -> {
                String other = groupOf.put(group.substring(0, group.indexOf(' ')) + print, group);
                if (other != null) {
                    wrong.add(other + " and " + group + " are merged by " + id + ": " + print);
                }
            });
        });
        assertTrue(cases.size() > 200, "cases: " + cases.size());
        assertEquals(List.of(), wrong, String.join("\n", wrong));
    }

    @Test
    void aTextThatEndsAnywhereNeverThrows() throws IOException {
        for (Case one : cases()) {
            for (int length = 0; length < Math.min(200, one.sql().length()); length++) {
                for (Dialect dialect : Dialect.values()) {
                    Fingerprint.of(one.sql().substring(0, length), dialect);
                }
            }
        }
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        try (InputStream file =
                        Objects.requireNonNull(FingerprintCasesTest.class.getResourceAsStream("/fingerprints.jsonl"));
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), file)) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                cases.add(read(json));
            }
        }
        return cases;
    }

    private static Case read(JsonParser json) {
        Map<String, String> texts = new HashMap<>();
        Map<String, String> build = new HashMap<>();
        List<Integer> arity = new ArrayList<>();
        boolean isAnsiQuotes = false;
        boolean isBroken = false;
        Map<String, String> into = texts;
        for (JsonToken token = json.nextToken(); ; token = json.nextToken()) {
            if (token == JsonToken.PROPERTY_NAME) {
                continue;
            }
            String name = json.currentName();
            if (token == JsonToken.START_OBJECT && "sql_build".equals(name)) {
                into = build;
            } else if (token == JsonToken.END_OBJECT) {
                if (into == texts && !"options".equals(name)) {
                    break;
                }
                into = texts;
            } else if (token == JsonToken.VALUE_TRUE) {
                isAnsiQuotes |= "ansi_quotes".equals(name);
                isBroken |= "crash_only".equals(name);
            } else if (token == JsonToken.VALUE_NUMBER_INT && name == null) {
                arity.add(json.getIntValue());
            } else if (token.isScalarValue() && name != null) {
                into.put(name, json.getString());
            }
        }
        Dialect dialect = Dialect.valueOf(texts.get("dialect").toUpperCase(java.util.Locale.ROOT));
        return new Case(
                texts.get("id"),
                isAnsiQuotes ? Dialect.MYSQL_ANSI_QUOTES : dialect,
                build.isEmpty() ? texts.get("sql") : built(build),
                texts.get("group"),
                arity,
                isBroken);
    }

    private static String built(Map<String, String> build) {
        int count = Integer.parseInt(build.get("count"));
        String unit = build.get("unit");
        return build.get("prefix") + unit + (build.get("sep") + unit).repeat(count - 1) + build.get("suffix");
    }
}
