package io.governance.db;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Every published trace: the expected class and count for the named statements, and nothing for the others. */
@NullUnmarked // a null here fails the test, as it should
class TraceCasesTest {
    @Test
    void everyTraceIsClassifiedAsExpected() throws Exception {
        List<String> wrong = new ArrayList<>();
        Map<String, Object> all = new LinkedHashMap<>();
        for (Map<String, Object> one : CaseFile.read("cases.traces", "nplus1-traces.jsonl")) {
            try (TraceReplay replay = new TraceReplay(((Long) one.get("threshold")).intValue())) {
                replay.run(CaseFile.array(one.get("events")));
                List<Object> answers = replay.answers();
                all.put((String) one.get("scenario"), answers);
                judge(one, new ArrayList<>(answers), wrong);
            }
        }
        CaseFile.write("nplus1-answers.json", all);
        assertEquals(List.of(), wrong, String.join("\n", wrong));
    }

    private static void judge(Map<String, Object> one, List<Object> answers, List<String> wrong) {
        for (Object expectation : CaseFile.array(one.get("expect"))) {
            Map<String, Object> expected = CaseFile.object(expectation);
            if (!answers.removeIf(answer -> isMet(expected, CaseFile.object(answer)))) {
                wrong.add(one.get("scenario") + " missed " + expected + " among " + answers);
            }
        }
        if (!answers.isEmpty()) {
            wrong.add(one.get("scenario") + " has false " + answers);
        }
    }

    private static boolean isMet(Map<String, Object> expected, Map<String, Object> answer) {
        String part = ((String) expected.get("sql_contains")).toLowerCase(Locale.ROOT);
        return expected.get("class").equals(answer.get("class"))
                && ((String) answer.get("sql")).toLowerCase(Locale.ROOT).contains(part)
                && ((Number) expected.get("count")).intValue() == ((Number) answer.get("count")).intValue();
    }
}
