package io.governance.audit;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.BucketLayout;
import io.governance.remember.Evidence.Row;
import io.governance.remember.Samples.Sample;
import io.governance.remember.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A store in memory that tells the story of one swap, over two hours, with the same numbers each time. */
final class SampleStore {
    static final String SWAP = "dashboard-2027";
    static final String OPERATION = "customer.dashboard";
    static final Duration MINUTE = Duration.ofMinutes(1);

    final ManualTime time = new ManualTime();
    final Store store = Store.inMemory("node-1", time);
    private final Random random = new Random(7);

    static SampleStore withSwap() {
        SampleStore sample = new SampleStore();
        sample.serve(30, 0, 1);
        sample.swap("STARTED", Map.of("reason", "the plan is complete"));
        sample.serve(10, 0, 1);
        sample.promote("CANARY", 0.01, 10);
        sample.promote("RAMP", 0.05, 5);
        sample.promote("RAMP", 0.25, 5);
        sample.promote("RAMP", 0.50, 10);
        sample.promote("BAKE", 0.95, 30);
        sample.swap(
                "COMPLETED",
                Map.of(
                        "reason",
                        "TARGET_MET",
                        "conclusion",
                        "TARGET_MET",
                        "threshold",
                        "5.29832",
                        "newCalls",
                        "4120",
                        "target.lat",
                        "MET, logE 61.2",
                        "target.qry",
                        "MET, logE 240.7"));
        sample.serve(20, 1, 1);
        sample.evidence();
        return sample;
    }

    private void promote(String to, double share, int minutes) {
        swap("PROMOTED", Map.of("to", to, "share", Double.toString(share), "reason", "every gate is passed"));
        serve(minutes, share, 1);
    }

    void swap(String type, Map<String, String> facts) {
        append("swap/" + SWAP, type, facts);
    }

    void append(String stream, String type, Map<String, String> facts) {
        store.ledger().append(stream, store.ledger().read(stream, 0).size(), type, facts);
    }

    /** Two nodes serve for so many minutes; the new side takes 60 ms and 4 queries, the old one 400 ms and 41. */
    void serve(int minutes, double shareOfNew, double slower) {
        for (int i = 0; i < minutes; i++) {
            Instant from = time.now();
            time.pass(MINUTE);
            for (String node : List.of("node-1", "node-2")) {
                sample(node, OPERATION, from, shareOfNew, slower);
                sample(node, "orders.search", from, 1, 1.5);
            }
        }
    }

    private void sample(String node, String operation, Instant from, double shareOfNew, double slower) {
        Map<Integer, Long> times = new HashMap<>();
        Map<Integer, Long> queries = new HashMap<>();
        Map<Integer, Long> bytes = new HashMap<>();
        for (int call = 0; call < 60; call++) {
            boolean isNew = random.nextDouble() < shareOfNew;
            double nanos = (isNew ? 60e6 : 400e6) * slower * Math.exp(random.nextGaussian() * 0.4);
            times.merge(BucketLayout.NANOSECONDS.indexOf((long) nanos), 1L, Long::sum);
            queries.merge(isNew ? 4 : 41, 1L, Long::sum);
            bytes.merge(BucketLayout.BYTES.indexOf(isNew ? 90_000 : 900_000), 1L, Long::sum);
        }
        List<Sample> samples = new ArrayList<>();
        samples.add(new Sample(node, operation, "response-time", from, time.now(), times));
        samples.add(new Sample(node, operation, "queries", from, time.now(), queries));
        samples.add(new Sample(node, operation, "allocation", from, time.now(), bytes));
        if (random.nextInt(10) == 0) {
            samples.add(new Sample(node, operation, "error-rate", from, time.now(), Map.of(0, 1L)));
        }
        store.samples().add(samples);
    }

    private void evidence() {
        String subject = "swap/" + SWAP + "/attempt/1";
        List<Row> rows = new ArrayList<>();
        for (String arm : List.of("old", "new")) {
            boolean isNew = arm.equals("new");
            int bucket = BucketLayout.NANOSECONDS.indexOf(isNew ? 60_000_000 : 400_000_000);
            rows.add(new Row(subject, 1, "node-1", "a", "lat", arm, Map.of(bucket, 800L, bucket + 20, 200L)));
            rows.add(new Row(subject, 1, "node-1", "a", "qry", arm, Map.of(isNew ? 4 : 41, 1_000L)));
            rows.add(new Row(subject, 1, "node-1", "a", "done", arm, Map.of(0, 1_000L)));
            rows.add(new Row(subject, 1, "node-1", "a", "err", arm, Map.of(0, isNew ? 0L : 2L)));
        }
        store.evidence().publish(rows);
    }

    static Finding nPlusOne() {
        Map<String, String> evidence = new java.util.LinkedHashMap<>();
        evidence.put("repetitions", "40");
        evidence.put("statement", "select * from orders where customer = ?");
        return new Finding(
                "N_PLUS_ONE",
                OPERATION,
                Level.WARNING,
                "one statement is run 40 times in a call of customer.dashboard",
                "com.acme.LegacyDashboard.orders(LegacyDashboard.java:42)",
                evidence,
                "read the orders of all customers in one statement");
    }

    Examination examination() {
        return new Examination(time.now(), List.of(), List.of(nPlusOne()), List.of());
    }

    AuditReport audit() {
        return builder().build();
    }

    Audit.Builder builder() {
        return Audit.builder(store, ManualTime.START, time.now()).examination(examination());
    }
}
