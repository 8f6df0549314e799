package io.governance.flags;

import io.governance.flags.statistics.Judge;
import io.governance.flags.statistics.Slice;
import io.governance.measure.Histogram;
import io.governance.remember.Evidence;
import io.governance.remember.Evidence.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The evidence of one attempt: this node's live tables, and the rows that other nodes have published.
 *
 * <p>Counters travel as tables too, under the name of the counter, in bucket 0.
 */
final class EvidenceExchange {
    private static final String DONE = "done";
    private static final String ASSIGNED = "assigned";
    private static final List<String> COUNTERS = List.of(Judge.ERRORS, DONE, ASSIGNED);

    private final String subject;
    private final int attempt;
    private final String node;
    private final String incarnation;
    private final Map<Integer, SliceTables> own = new TreeMap<>();
    private final Map<Integer, Known> computed = new ConcurrentHashMap<>();
    private final Map<Integer, Long> published = new ConcurrentHashMap<>();
    private volatile Map<Integer, List<Row>> others = Map.of();

    EvidenceExchange(String swap, int attempt, String node, String incarnation) {
        this.subject = "swap/" + swap + "/attempt/" + attempt;
        this.attempt = attempt;
        this.node = node;
        this.incarnation = incarnation;
    }

    int attempt() {
        return attempt;
    }

    synchronized SliceTables tables(int slice, double share) {
        return own.computeIfAbsent(slice, made -> new SliceTables(slice, share));
    }

    /** Asking must not make a slice: only the stream of the swap says which there are. */
    private synchronized SliceTables existing(int slice, double share) {
        SliceTables tables = own.get(slice);
        return tables == null ? new SliceTables(slice, share) : tables;
    }

    private synchronized List<SliceTables> own() {
        return List.copyOf(own.values());
    }

    /** Writes those rows of this node that have grown, and reads those of the others. Does I/O. */
    void exchange(Evidence evidence) {
        List<Row> rows = new ArrayList<>();
        Map<Integer, Long> grown = new HashMap<>();
        for (SliceTables tables : own()) {
            Arm.Counts old = tables.old.read();
            Arm.Counts fresh = tables.fresh.read();
            long sum = old.sum() + fresh.sum();
            if (sum != published.getOrDefault(tables.slice, 0L)) {
                grown.put(tables.slice, sum);
                addRows(rows, tables.slice, "old", old);
                addRows(rows, tables.slice, "new", fresh);
            }
        }
        if (!rows.isEmpty()) {
            evidence.publish(rows);
            published.putAll(grown);
        }
        others = read(evidence);
    }

    /** A slice whose rows have not changed keeps its list, and with it what was computed from it. */
    private Map<Integer, List<Row>> read(Evidence evidence) {
        Map<Integer, List<Row>> read = new HashMap<>();
        for (Row row : evidence.read(subject)) {
            if (!row.node().equals(node) || !row.incarnation().equals(incarnation)) {
                read.computeIfAbsent(row.slice(), slice -> new ArrayList<>()).add(row);
            }
        }
        Map<Integer, List<Row>> before = others;
        read.replaceAll((slice, rows) -> rows.equals(before.get(slice)) ? before.get(slice) : rows);
        return read;
    }

    private void addRows(List<Row> rows, int slice, String arm, Arm.Counts counts) {
        counts.tables().forEach((metric, table) -> {
            if (table.count() > 0) {
                rows.add(new Row(subject, slice, node, incarnation, metric, arm, Row.buckets(table)));
            }
        });
        rows.add(new Row(subject, slice, node, incarnation, Judge.ERRORS, arm, Map.of(0, counts.errors())));
        rows.add(new Row(subject, slice, node, incarnation, DONE, arm, Map.of(0, counts.done())));
        rows.add(new Row(subject, slice, node, incarnation, ASSIGNED, arm, Map.of(0, counts.assigned())));
    }

    /** The slices of the attempt, with what all nodes have counted; one for each share, even without a call. */
    List<Slice> slices(SwapState state) {
        List<Double> shares = state.shares();
        Baselines baselines = state.baselines();
        List<Slice> slices = new ArrayList<>();
        for (int slice = 0; slice < shares.size(); slice++) {
            SliceTables tables = existing(slice, shares.get(slice));
            Read read = new Read(tables.old.read(), tables.fresh.read(), others.getOrDefault(slice, List.of()));
            Known known = computed.get(slice);
            if (known == null || !known.isOf(read, baselines)) {
                known = new Known(
                        read,
                        baselines,
                        sum(shares.get(slice), baselines.bySlice().get(slice), read));
                computed.put(slice, known);
            }
            slices.add(known.slice());
        }
        return slices;
    }

    /** What a slice was computed from. */
    private record Read(Arm.Counts old, Arm.Counts fresh, List<Row> rows) {}

    /**
     * The judge remembers what it computed from a slice object, so an unchanged slice keeps its object; one more baseline
     * means a new judge, which must not find what the one before it remembered.
     */
    private record Known(Read read, Baselines baselines, Slice slice) {
        boolean isOf(Read now, Baselines then) {
            return then.tables().size() == baselines.tables().size()
                    && now.rows() == read.rows()
                    && now.old().sum() == read.old().sum()
                    && now.fresh().sum() == read.fresh().sum();
        }
    }

    private static Slice sum(double share, int baseline, Read read) {
        Slice sum = slice(share, baseline, read.old(), read.fresh());
        for (List<Row> rows : byIncarnation(read.rows())) {
            sum = sum.plus(slice(share, baseline, rows));
        }
        return sum;
    }

    private static Slice slice(double share, int baseline, Arm.Counts old, Arm.Counts fresh) {
        Slice.Builder builder = Slice.builder(share)
                .baseline(baseline)
                .errors(old.errors(), fresh.errors())
                .done(old.done(), fresh.done())
                .assigned(old.assigned(), fresh.assigned());
        old.tables().forEach((metric, table) -> builder.table(metric, table.toArray(), dense(fresh, metric)));
        return builder.build();
    }

    private static long[] dense(Arm.Counts counts, String metric) {
        Histogram table = counts.tables().get(metric);
        return table == null ? new long[0] : table.toArray();
    }

    private static List<List<Row>> byIncarnation(List<Row> rows) {
        Map<String, List<Row>> groups = new TreeMap<>();
        rows.forEach(row -> groups.computeIfAbsent(row.node() + "/" + row.incarnation(), key -> new ArrayList<>())
                .add(row));
        return List.copyOf(groups.values());
    }

    /** The slice that the rows of one incarnation describe: what a replay computes every verdict from. */
    static Slice slice(double share, int baseline, List<Row> rows) {
        Map<String, Map<String, Map<Integer, Long>>> byMetric = new TreeMap<>();
        rows.forEach(row -> byMetric.computeIfAbsent(row.metric(), metric -> new HashMap<>())
                .put(row.arm(), row.buckets()));
        Slice.Builder builder = Slice.builder(share)
                .baseline(baseline)
                .errors(count(byMetric, Judge.ERRORS, "old"), count(byMetric, Judge.ERRORS, "new"))
                .done(count(byMetric, DONE, "old"), count(byMetric, DONE, "new"))
                .assigned(count(byMetric, ASSIGNED, "old"), count(byMetric, ASSIGNED, "new"));
        byMetric.forEach((metric, arms) -> {
            if (!COUNTERS.contains(metric)) {
                builder.table(metric, arms.getOrDefault("old", Map.of()), arms.getOrDefault("new", Map.of()));
            }
        });
        return builder.build();
    }

    private static long count(Map<String, Map<String, Map<Integer, Long>>> byMetric, String metric, String arm) {
        return byMetric.getOrDefault(metric, Map.of())
                .getOrDefault(arm, Map.of())
                .getOrDefault(0, 0L);
    }

    /** Judged calls of the new side on all nodes from a slice on. */
    long newCallsSince(int slice) {
        long here = own().stream()
                .filter(tables -> tables.slice >= slice)
                .map(tables -> tables.fresh.read().tables().get(Judge.LATENCY))
                .mapToLong(table -> table == null ? 0 : table.count())
                .sum();
        long elsewhere = others.values().stream()
                .flatMap(List::stream)
                .filter(row -> row.slice() >= slice
                        && row.metric().equals(Judge.LATENCY)
                        && row.arm().equals("new"))
                .flatMap(row -> row.buckets().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return here + elsewhere;
    }

    /** What all nodes have counted of the old side from a slice on, by metric and bucket. */
    Map<String, Map<Integer, Long>> oldSince(int slice) {
        Map<String, Map<Integer, Long>> sums = new TreeMap<>();
        own().stream()
                .filter(tables -> tables.slice >= slice)
                .forEach(tables ->
                        tables.old.read().tables().forEach((metric, table) -> add(sums, metric, Row.buckets(table))));
        others.values().stream()
                .flatMap(List::stream)
                .filter(row -> row.slice() >= slice && row.arm().equals("old") && !COUNTERS.contains(row.metric()))
                .forEach(row -> add(sums, row.metric(), row.buckets()));
        return sums;
    }

    private static void add(Map<String, Map<Integer, Long>> sums, String metric, Map<Integer, Long> buckets) {
        Map<Integer, Long> table = sums.computeIfAbsent(metric, made -> new TreeMap<>());
        buckets.forEach((bucket, count) -> table.merge(bucket, count, Long::sum));
    }
}
