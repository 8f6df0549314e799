package io.governance.flags.statistics;

import static io.governance.flags.statistics.Vectors.count;
import static io.governance.flags.statistics.Vectors.decimal;
import static io.governance.flags.statistics.Vectors.list;
import static io.governance.flags.statistics.Vectors.map;
import static io.governance.flags.statistics.Vectors.small;
import static io.governance.flags.statistics.Vectors.table;

import io.governance.measure.BucketLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One conformance case in the judge's own terms. */
final class VectorCase {
    private static final Map<String, BucketLayout> LAYOUTS = Map.of(
            "lat", BucketLayout.NANOSECONDS,
            "cpu", BucketLayout.NANOSECONDS,
            "alloc", BucketLayout.BYTES,
            "qry", BucketLayout.COUNT);

    private VectorCase() {}

    static Judge.Settings settings(Map<String, Object> config) {
        Judge.Settings.Builder settings = Judge.Settings.builder().primary("rank");
        config.forEach((key, value) -> {
            switch (key) {
                case "attempt" -> settings.attempt(small(value));
                case "claimK" -> settings.claimSteps(small(value));
                case "errMargin" -> settings.errorMargin(decimal(value));
                case "restart" -> settings.restart((Boolean) value);
                case "maxCalls" -> settings.maximumCalls(count(value));
                case "marginK" -> map(value).forEach((score, k) -> settings.marginSteps(score, small(k)));
                case "extra" ->
                    map(value).forEach((metric, asked) -> settings.further(metric, metric(metric, map(asked))));
                default -> throw new IllegalArgumentException("a setting that no vector had before: " + key);
            }
        });
        return settings.build();
    }

    private static Judge.Metric metric(String name, Map<String, Object> asked) {
        BucketLayout layout = Objects.requireNonNull(LAYOUTS.get(name), name);
        return layout.isLinear()
                ? new Judge.Metric(layout, decimal(asked.get("tol")), decimal(asked.get("claim")))
                : new Judge.Metric(layout, decimal(asked.get("tolK")), decimal(asked.get("claimK")));
    }

    static Map<String, Map<Integer, Long>> baseline(Map<String, Object> in) {
        Map<String, Map<Integer, Long>> baseline = new LinkedHashMap<>();
        map(in.get("baseline")).forEach((metric, cells) -> baseline.put(metric, table(cells)));
        return baseline;
    }

    static List<Slice> slices(Map<String, Object> in) {
        return list(in.get("segments")).stream()
                .map(segment -> slice(map(segment)))
                .toList();
    }

    private static Slice slice(Map<String, Object> segment) {
        Slice.Builder slice = Slice.builder(decimal(segment.get("rho")));
        segment.forEach((key, value) -> {
            switch (key) {
                case "rho" -> {}
                case "judged" -> slice.judged((Boolean) value);
                case "multiplicity" -> slice.multiplicity(small(value));
                case "err" ->
                    slice.errors(count(map(value).get("old")), count(map(value).get("new")));
                case "done" ->
                    slice.done(count(map(value).get("old")), count(map(value).get("new")));
                case "assigned" ->
                    slice.assigned(
                            count(map(value).get("old")), count(map(value).get("new")));
                default ->
                    slice.table(
                            key, table(map(value).get("old")), table(map(value).get("new")));
            }
        });
        return slice.build();
    }

    static Verdict.Paired paired(Map<String, Object> in) {
        Map<String, Object> shadow = map(in.get("shadow"));
        Map<String, Object> errors = map(shadow.get("err"));
        return Judge.paired(
                settings(map(in.get("config"))),
                table(shadow.get("ratio")),
                count(errors.get("newOnly")),
                count(errors.get("oldOnly")));
    }
}
