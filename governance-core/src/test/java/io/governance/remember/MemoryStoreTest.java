package io.governance.remember;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
    private static final long SEED = 20_270_302L;

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory("node-1", time);

    @Test
    void whoeverSawTheLastVersionAppendsAndOthersAreTurnedAway() {
        Ledger ledger = store.ledger();
        assertEquals(OptionalLong.of(1), ledger.append("swap/a", 0, "OPENED", Map.of("by", "me")));
        assertEquals(OptionalLong.empty(), ledger.append("swap/a", 0, "OPENED", Map.of()));
        assertEquals(OptionalLong.empty(), ledger.append("swap/a", 7, "OPENED", Map.of()));
        assertEquals(OptionalLong.of(2), ledger.append("swap/a", 1, "CLOSED", Map.of()));
        assertEquals(List.of("OPENED", "CLOSED"), types(ledger.read("swap/a", 0)));
        assertEquals(List.of("CLOSED"), types(ledger.read("swap/a", 1)));
        assertEquals(List.of(), ledger.read("swap/a", 2));
        assertEquals(List.of(), ledger.read("swap/a", 9));
        Ledger.Entry first = ledger.read("swap/a", 0).get(0);
        assertEquals("node-1", first.node());
        assertEquals(Map.of("by", "me"), first.facts());
        assertEquals(time.now(), first.at());
    }

    @Test
    void aRefusedAppendLeavesNoTrace() {
        store.ledger().append("swap/never", 3, "OPENED", Map.of());
        assertEquals(List.of(), store.ledger().streams(""));
    }

    @Test
    void streamsAreListedInOrderByTheirPrefix() {
        for (String stream : List.of("swap/b", "alert/x", "swap/a")) {
            store.ledger().append(stream, 0, "OPENED", Map.of());
        }
        assertEquals(List.of("swap/a", "swap/b"), store.ledger().streams("swap/"));
        assertEquals(3, store.ledger().streams("").size());
    }

    @Test
    void ofTwoThatDecideAtOnceExactlyOneWins() throws InterruptedException {
        int rounds = 2_000;
        AtomicInteger[] wins = {new AtomicInteger(), new AtomicInteger()};
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Thread> threads = new ArrayList<>();
        for (AtomicInteger own : wins) {
            Thread thread = new Thread(() -> {
                for (int version = 0; version < rounds; version++) {
                    await(barrier);
                    if (store.ledger()
                            .append("race", version, "DECIDED", Map.of())
                            .isPresent()) {
                        own.incrementAndGet();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(rounds, wins[0].get() + wins[1].get());
        assertEquals(rounds, store.ledger().read("race", 0).size());
    }

    @Test
    void evidenceMayComeTwiceLateOrInAnyOrder() {
        List<Evidence.Row> rows = new ArrayList<>();
        for (long count = 1; count <= 20; count++) {
            rows.add(row("node-1", Map.of(3, count, 4, 2 * count)));
            rows.add(row("node-2", Map.of(3, 10 * count)));
        }
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            Store fresh = Store.inMemory("node", time);
            List<Evidence.Row> sent = new ArrayList<>(rows);
            sent.addAll(rows.subList(0, random.nextInt(rows.size())));
            Collections.shuffle(sent, random);
            sent.forEach(row -> fresh.evidence().publish(List.of(row)));
            assertEquals(
                    Map.of("node-1", Map.of(3, 20L, 4, 40L), "node-2", Map.of(3, 200L)),
                    byNode(fresh.evidence().read("swap/a/1")),
                    "seed " + SEED);
        }
        assertEquals(List.of(), store.evidence().read("swap/a/2"));
    }

    @Test
    void theSamePeriodWrittenTwiceCountsOnce() {
        Instant eight = time.now();
        store.samples().add(List.of(sample("orders", eight, 5), sample("orders", eight, 5)));
        store.samples().add(List.of(sample("orders", eight, 5)));
        assertEquals(List.of(sample("orders", eight, 5)), store.samples().read(eight, eight.plusSeconds(1)));
    }

    @Test
    void samplesAreReadByTheStartOfTheirPeriod() {
        Instant eight = time.now();
        for (int hour = 3; hour >= 0; hour--) {
            store.samples().add(List.of(sample("orders", eight.plus(Duration.ofHours(hour)), hour)));
        }
        store.samples().add(List.of(sample("customers", eight.plus(Duration.ofHours(1)), 9)));
        List<Samples.Sample> read =
                store.samples().read(eight.plus(Duration.ofHours(1)), eight.plus(Duration.ofHours(3)));
        assertEquals(
                List.of(9L, 1L, 2L), read.stream().map(s -> s.buckets().get(0)).toList());
    }

    @Test
    void samplesAreBoundedAndTheOldestGoFirst() {
        Instant eight = time.now();
        for (int i = 0; i < 100_010; i++) {
            store.samples().add(List.of(sample("orders", eight.plusSeconds(i), i)));
        }
        List<Samples.Sample> read = store.samples().read(eight, eight.plus(Duration.ofDays(9)));
        assertEquals(100_000, read.size());
        assertEquals(eight.plusSeconds(10), read.get(0).from());
    }

    @Test
    void aNodeIsKnownByWhenItWasLastSeen() {
        Instant eight = time.now();
        store.fleet().seen("node-1", eight.plusSeconds(5));
        store.fleet().seen("node-1", eight);
        store.fleet().seen("node-2", eight);
        assertEquals(
                Map.of("node-1", eight.plusSeconds(5), "node-2", eight),
                store.fleet().nodes());
        assertEquals("node-1", store.node());
    }

    @Test
    void whatWasReadCannotBeChangedAndDoesNotChange() {
        store.ledger().append("swap/a", 0, "OPENED", Map.of("k", "v"));
        List<Ledger.Entry> read = store.ledger().read("swap/a", 0);
        store.ledger().append("swap/a", 1, "CLOSED", Map.of());
        assertEquals(1, read.size());
        assertThrows(
                UnsupportedOperationException.class, () -> read.get(0).facts().clear());
        assertThrows(UnsupportedOperationException.class, read::clear);
    }

    @Test
    void anUnreachableStoreIsNamedWithWhatWasTried() {
        StoreUnavailableException away =
                new StoreUnavailableException("jdbc:x", "append", new java.io.IOException("refused"));
        assertEquals("append failed at jdbc:x: refused", away.getMessage());
        assertEquals("jdbc:x", away.store());
        assertTrue(away.getCause() instanceof java.io.IOException);
    }

    private static Evidence.Row row(String node, Map<Integer, Long> buckets) {
        return new Evidence.Row("swap/a/1", 0, node, "start-1", "lat", "new", buckets);
    }

    private static Map<String, Map<Integer, Long>> byNode(List<Evidence.Row> rows) {
        Map<String, Map<Integer, Long>> byNode = new java.util.TreeMap<>();
        rows.forEach(row -> byNode.put(row.node(), row.buckets()));
        return byNode;
    }

    private static Samples.Sample sample(String subject, Instant from, long count) {
        return new Samples.Sample(
                "node-1", subject, "response-time", from, from.plus(Duration.ofHours(1)), Map.of(0, count));
    }

    private static List<String> types(List<Ledger.Entry> entries) {
        return entries.stream().map(Ledger.Entry::type).toList();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | java.util.concurrent.BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
