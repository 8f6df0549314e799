package io.governance.remember;

import io.governance.measure.Time;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * A store in the heap, for applications without a database and for tests. Bounded but for ledger and evidence, which
 * only grow.
 */
final class MemoryStore implements Store, Ledger, Evidence, Samples, Fleet {
    private static final int SAMPLES = 100_000;

    private record EvidenceKey(String subject, int slice, String node, String incarnation, String metric, String arm) {}

    private record SampleKey(String node, String subject, String metric, Instant from) {}

    private final String node;
    private final Time time;
    private final Map<String, List<Entry>> streams = new TreeMap<>();
    private final Map<EvidenceKey, Map<Integer, Long>> evidence = new HashMap<>();
    private final Map<SampleKey, Sample> samples = new HashMap<>();
    private final Deque<SampleKey> oldest = new ArrayDeque<>();
    private final Map<String, Instant> nodes = new TreeMap<>();

    MemoryStore(String node, Time time) {
        this.node = node;
        this.time = time;
    }

    @Override
    public Ledger ledger() {
        return this;
    }

    @Override
    public Evidence evidence() {
        return this;
    }

    @Override
    public Samples samples() {
        return this;
    }

    @Override
    public Fleet fleet() {
        return this;
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public void close() {}

    @Override
    public synchronized OptionalLong append(
            String stream, long expectedVersion, String type, Map<String, String> facts) {
        List<Entry> entries = streams.getOrDefault(stream, new ArrayList<>());
        if (entries.size() != expectedVersion) {
            return OptionalLong.empty();
        }
        streams.put(stream, entries);
        String previous =
                entries.isEmpty() ? "" : entries.get(entries.size() - 1).hash();
        entries.add(EntryHash.entry(stream, expectedVersion + 1, time.now(), node, type, facts, previous));
        return OptionalLong.of(expectedVersion + 1);
    }

    @Override
    public synchronized List<Entry> read(String stream, long afterVersion) {
        List<Entry> entries = streams.getOrDefault(stream, List.of());
        return List.copyOf(entries.subList((int) Math.min(afterVersion, entries.size()), entries.size()));
    }

    @Override
    public synchronized List<String> streams(String prefix) {
        return streams.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    @Override
    public synchronized void publish(List<Row> rows) {
        for (Row row : rows) {
            Map<Integer, Long> table = evidence.computeIfAbsent(
                    new EvidenceKey(row.subject(), row.slice(), row.node(), row.incarnation(), row.metric(), row.arm()),
                    key -> new TreeMap<>());
            row.buckets().forEach((bucket, count) -> table.merge(bucket, count, Math::max));
        }
    }

    @Override
    public synchronized List<Row> read(String subject) {
        List<Row> rows = new ArrayList<>();
        evidence.forEach((key, table) -> {
            if (key.subject().equals(subject)) {
                rows.add(new Row(
                        subject,
                        key.slice(),
                        key.node(),
                        key.incarnation(),
                        key.metric(),
                        key.arm(),
                        Map.copyOf(table)));
            }
        });
        return rows;
    }

    @Override
    public synchronized void add(List<Sample> added) {
        for (Sample sample : added) {
            SampleKey key = new SampleKey(sample.node(), sample.subject(), sample.metric(), sample.from());
            if (samples.put(key, sample) == null) {
                oldest.addLast(key);
            }
            if (oldest.size() > SAMPLES) {
                samples.remove(oldest.removeFirst());
            }
        }
    }

    @Override
    public synchronized List<Sample> read(Instant from, Instant to) {
        return samples.values().stream()
                .filter(sample -> !sample.from().isBefore(from) && sample.from().isBefore(to))
                .sorted(Comparator.comparing(Sample::from)
                        .thenComparing(Sample::subject)
                        .thenComparing(Sample::metric)
                        .thenComparing(Sample::node))
                .toList();
    }

    @Override
    public synchronized void seen(String seen, Instant at) {
        nodes.merge(seen, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public synchronized Map<String, Instant> nodes() {
        return Map.copyOf(nodes);
    }
}
