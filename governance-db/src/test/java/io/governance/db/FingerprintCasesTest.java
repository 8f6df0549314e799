package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

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
        assertTrue(!cases.isEmpty(), "no cases");
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

    @Test
    void theAnswersAreWrittenForTheJudge() throws IOException {
        Map<String, Object> answers = new LinkedHashMap<>();
        for (Case one : cases()) {
            Fingerprint.of(one.sql(), one.dialect());
            long start = System.nanoTime();
            Fingerprint print = Fingerprint.of(one.sql(), one.dialect());
            double millis = (System.nanoTime() - start) / 1e6;
            answers.put(one.id(), Map.of("fp", print.text(), "arity", print.arity(), "ms", millis));
        }
        CaseFile.write("fingerprint-answers.json", answers);
    }

    private static List<Case> cases() throws IOException {
        return CaseFile.read("cases.fingerprints", "fingerprints.jsonl").stream()
                .map(FingerprintCasesTest::read)
                .toList();
    }

    private static Case read(Map<String, Object> one) {
        Map<String, Object> options = one.get("options") == null ? Map.of() : CaseFile.object(one.get("options"));
        Dialect dialect = Dialect.valueOf(((String) one.get("dialect")).toUpperCase(Locale.ROOT));
        return new Case(
                (String) one.get("id"),
                Boolean.TRUE.equals(options.get("ansi_quotes")) ? Dialect.MYSQL_ANSI_QUOTES : dialect,
                one.get("sql_build") == null ? (String) one.get("sql") : built(CaseFile.object(one.get("sql_build"))),
                (String) one.get("group"),
                CaseFile.array(one.get("arity")).stream()
                        .map(length -> ((Number) length).intValue())
                        .toList(),
                Boolean.TRUE.equals(one.get("crash_only")));
    }

    private static String built(Map<String, Object> build) {
        int count = ((Number) build.get("count")).intValue();
        String unit = (String) build.get("unit");
        return build.get("prefix") + unit + (build.get("sep") + unit).repeat(count - 1) + build.get("suffix");
    }
}
