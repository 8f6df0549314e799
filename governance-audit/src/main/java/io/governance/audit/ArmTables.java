package io.governance.audit;

import io.governance.measure.BucketLayout;
import io.governance.measure.Histogram;
import io.governance.measure.Signal;
import io.governance.remember.Evidence;
import io.governance.remember.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What both sides of a swap's last attempt recorded while callers were divided between them, all nodes and slices
 * added. Plain figures: unlike the judge's ranges they are not corrected for the mix of shares over time.
 */
final class ArmTables {
    private static final String OLD = "old";
    private static final String NEW = "new";

    private final Map<String, Map<String, long[]>> tables = new TreeMap<>();

    private ArmTables() {}

    static ArmTables read(Store store, SwapHistory history) {
        Set<Integer> divided = new HashSet<>();
        for (SwapHistory.Step step : history.steps()) {
            if (step.attempt() == history.attempt() && step.stage().isDivided()) {
                divided.add(step.slice());
            }
        }
        ArmTables sum = new ArmTables();
        String subject = SwapHistory.STREAMS + history.swap() + "/attempt/" + history.attempt();
        for (Evidence.Row row : store.evidence().read(subject)) {
            if (divided.contains(row.slice())) {
                sum.add(row);
            }
        }
        return sum;
    }

    private void add(Evidence.Row row) {
        long[] table = tables.computeIfAbsent(row.metric(), metric -> new TreeMap<>())
                .computeIfAbsent(row.arm(), arm -> new long[layout(row.metric()).size()]);
        row.buckets().forEach((bucket, count) -> {
            if (bucket >= 0 && bucket < table.length) {
                table[bucket] += count;
            }
        });
    }

    /** One line for each metric that both sides have. */
    Table table() {
        List<List<String>> rows = new ArrayList<>();
        add(rows, "response time, median", "lat", Signal.Unit.NANOSECONDS, 0.5);
        add(rows, "response time, p95", "lat", Signal.Unit.NANOSECONDS, 0.95);
        add(rows, "queries per call, median", "qry", Signal.Unit.COUNT, 0.5);
        add(rows, "queries per call, p95", "qry", Signal.Unit.COUNT, 0.95);
        add(rows, "allocation per call, median", "alloc", Signal.Unit.BYTES, 0.5);
        add(rows, "CPU time per call, median", "cpu", Signal.Unit.NANOSECONDS, 0.5);
        if (count("done", OLD) + count("done", NEW) > 0) {
            rows.add(List.of("calls", Long.toString(count("done", OLD)), Long.toString(count("done", NEW))));
            rows.add(List.of("errors", Long.toString(count("err", OLD)), Long.toString(count("err", NEW))));
        }
        return new Table("Both sides, as counted", List.of("", "old side", "new side"), rows);
    }

    private void add(List<List<String>> rows, String name, String metric, Signal.Unit unit, double share) {
        Histogram old = histogram(metric, OLD);
        Histogram fresh = histogram(metric, NEW);
        if (old.count() + fresh.count() > 0) {
            rows.add(List.of(name, Figures.of(unit, old.quantile(share)), Figures.of(unit, fresh.quantile(share))));
        }
    }

    private Histogram histogram(String metric, String arm) {
        return Histogram.of(
                layout(metric), tables.getOrDefault(metric, Map.of()).getOrDefault(arm, new long[0]));
    }

    private long count(String metric, String arm) {
        long[] table = tables.getOrDefault(metric, Map.of()).getOrDefault(arm, new long[1]);
        return table[0];
    }

    private static BucketLayout layout(String metric) {
        return switch (metric) {
            case "alloc" -> BucketLayout.BYTES;
            case "qry" -> BucketLayout.COUNT;
            default -> BucketLayout.NANOSECONDS;
        };
    }
}
