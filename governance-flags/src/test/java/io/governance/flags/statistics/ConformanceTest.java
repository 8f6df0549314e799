package io.governance.flags.statistics;

import static io.governance.flags.statistics.Vectors.decimal;
import static io.governance.flags.statistics.Vectors.map;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every number that the reference implementation gave for the stored cases. */
class ConformanceTest {
    private final List<Map<String, Object>> vectors = Vectors.read();

    @Test
    void allVectorsAreThere() {
        assertEquals(28, vectors.size());
    }

    @TestFactory
    Stream<DynamicTest> judgesAsTheReferenceDid() {
        return vectors.stream()
                .map(vector -> dynamicTest(String.valueOf(vector.get("name")), () -> {
                    Map<String, @Nullable Object> found = judged(map(vector.get("in")));
                    assertSame("", vector.get("out"), found, decimal(vector.get("tol")));
                }));
    }

    private static Map<String, @Nullable Object> judged(Map<String, Object> in) {
        Judge judge = Judge.of(VectorCase.settings(map(in.get("config"))), VectorCase.baseline(in));
        List<Slice> slices = VectorCase.slices(in);
        Verdict verdict = judge.verdict(slices);
        Verdict.Ranges ranges = judge.ranges(slices);
        Verdict.Alarm alarm = verdict.alarm();
        assertEquals(judge.tick(slices), alarm, "a tick sees what the verdict sees");

        Map<String, @Nullable Object> out = new HashMap<>();
        out.put("verdict", verdict.conclusion().name());
        out.put("action", verdict.action().name());
        out.put("alpha", verdict.level());
        out.put("threshold", verdict.threshold());
        out.put("srm", alarm.sampleRatio());
        out.put("calls", Map.of("new", verdict.newCalls(), "total", verdict.totalCalls()));
        out.put("regression", Map.of("logE", alarm.logE(), "scores", alarm.scores()));
        out.put("improvement", verdict.improvement());
        out.put("claim", verdict.claim());
        double least = verdict.notWorse().values().stream().min(Double::compare).orElseThrow();
        out.put("nonInferior", Map.of("logE", least, "scores", verdict.notWorse()));
        out.put("factor", pairs(ranges.factors()));
        out.put("quantiles", pairs(ranges.quantiles()));
        out.put("errorDifference", pair(ranges.errorDifference()));
        out.put("extra", further(verdict, ranges));
        if (in.containsKey("shadow")) {
            Verdict.Paired paired = VectorCase.paired(in);
            out.put(
                    "shadow",
                    Map.of(
                            "worse", paired.worse(),
                            "better", paired.better(),
                            "claim", paired.claim(),
                            "errWorse", paired.errorsWorse(),
                            "median", pair(paired.median())));
        }
        return out;
    }

    private static Map<String, Object> further(Verdict verdict, Verdict.Ranges ranges) {
        Map<String, Object> further = new HashMap<>();
        verdict.alarm().further().forEach((metric, regression) -> {
            Map<String, Object> values = new HashMap<>();
            values.put("regression", regression);
            values.put(
                    "claim",
                    Objects.requireNonNull(verdict.targets().get(metric)).logE());
            if (ranges.furtherFactors().containsKey(metric)) {
                values.put(
                        "factor",
                        pair(Objects.requireNonNull(ranges.furtherFactors().get(metric))));
            }
            further.put(metric, values);
        });
        return further;
    }

    private static Map<String, Object> pairs(Map<String, Verdict.Range> ranges) {
        Map<String, Object> pairs = new HashMap<>();
        ranges.forEach((name, range) -> pairs.put(name, pair(range)));
        return pairs;
    }

    private static List<@Nullable Double> pair(Verdict.Range range) {
        return Arrays.asList(range.low(), Double.isInfinite(range.high()) ? null : range.high());
    }

    private static void assertSame(String path, @Nullable Object expected, @Nullable Object found, double tolerance) {
        if (expected instanceof Map<?, ?> object) {
            Map<?, ?> actual = (Map<?, ?>) Objects.requireNonNull(found, path);
            assertEquals(object.keySet(), actual.keySet(), path);
            object.forEach((key, value) -> assertSame(path + "." + key, value, actual.get(key), tolerance));
        } else if (expected instanceof List<?> list) {
            List<?> actual = (List<?>) Objects.requireNonNull(found, path);
            assertEquals(list.size(), actual.size(), path);
            for (int i = 0; i < list.size(); i++) {
                assertSame(path + "[" + i + "]", list.get(i), actual.get(i), tolerance);
            }
        } else if (expected instanceof Double number) {
            double actual = decimal(found);
            assertTrue(
                    Math.abs(actual - number) <= tolerance * Math.max(1.0, Math.abs(number)),
                    path + ": " + actual + ", expected " + number);
        } else {
            assertEquals(expected, found, path);
        }
    }
}
