package io.governance.db.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.remember.EntryHash;
import io.governance.remember.Evidence.Row;
import io.governance.remember.Ledger;
import io.governance.remember.Samples.Sample;
import io.governance.remember.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every store does, wherever it keeps things. */
abstract class StoreContract {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00.123456Z");

    /** Opens the test's own store as a node sees it; what one node writes the others read. */
    abstract Store open(String node);

    @Test
    void entriesComeBackInOrderAndChained() {
        try (Store store = open("a")) {
            Ledger ledger = store.ledger();
            assertEquals(
                    OptionalLong.of(1), ledger.append("swap/one", 0, "opened", Map.of("by", "Ann", "why", "\"ü\"\n")));
            assertEquals(OptionalLong.of(2), ledger.append("swap/one", 1, "moved", Map.of()));
            ledger.append("swap/two", 0, "opened", Map.of());
            ledger.append("alert/one", 0, "raised", Map.of());

            List<Ledger.Entry> entries = ledger.read("swap/one", 0);
            assertEquals(
                    List.of("opened", "moved"),
                    entries.stream().map(Ledger.Entry::type).toList());
            assertEquals(Map.of("by", "Ann", "why", "\"ü\"\n"), entries.get(0).facts());
            assertEquals(Optional.empty(), EntryHash.firstBroken(entries));
            assertEquals(entries.subList(1, 2), ledger.read("swap/one", 1));
            assertEquals(List.of("swap/one", "swap/two"), ledger.streams("swap/"));
        }
    }

    @Test
    void aStreamMayHaveALongName() {
        String name = "alert/SLOW/" + "operation.".repeat(50) + "/com.acme." + "package.".repeat(40) + "Orders.java:1";
        try (Store store = open("a")) {
            assertEquals(OptionalLong.of(1), store.ledger().append(name, 0, "FIRED", Map.of()));
            assertEquals(List.of(name), store.ledger().streams("alert/SLOW/"));
        }
    }

    @Test
    void whoHasNotSeenTheLastEntryMayNotAppend() {
        try (Store store = open("a")) {
            store.ledger().append("s", 0, "first", Map.of());
            assertEquals(OptionalLong.empty(), store.ledger().append("s", 0, "late", Map.of()));
            assertEquals(OptionalLong.empty(), store.ledger().append("s", 5, "early", Map.of()));
            assertEquals(1, store.ledger().read("s", 0).size());
        }
    }

    @Test
    void ofTwoNodesThatDecideAtOnceExactlyOneWins() throws Exception {
        int versions = 25;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Store one = open("a");
                Store other = open("b")) {
            List<Future<Integer>> wins = new ArrayList<>();
            for (Store store : List.of(one, other)) {
                wins.add(threads.submit(() -> winsOf(store.ledger(), versions)));
            }
            int won = 0;
            for (Future<Integer> win : wins) {
                won += win.get(60, TimeUnit.SECONDS);
            }
            assertEquals(versions, won);
            List<Ledger.Entry> entries = one.ledger().read("race", 0);
            assertEquals(versions, entries.size());
            assertEquals(Optional.empty(), EntryHash.firstBroken(entries));
        } finally {
            threads.shutdownNow();
        }
    }

    private static int winsOf(Ledger ledger, int versions) {
        int wins = 0;
        for (int version = ledger.read("race", 0).size(); version < versions; ) {
            wins += ledger.append("race", version, "decided", Map.of()).isPresent() ? 1 : 0;
            version = ledger.read("race", 0).size();
        }
        return wins;
    }

    @Test
    void evidenceMayArriveTwiceLateAndInAnyOrder() {
        List<Row> arrivals = new ArrayList<>();
        for (long count = 1; count <= 4; count++) {
            arrivals.add(row("a", Map.of(10, count, 700, 2 * count)));
            arrivals.add(row("b", Map.of(10, 5L)));
        }
        arrivals.addAll(List.copyOf(arrivals));
        Collections.shuffle(arrivals, new Random(7));
        try (Store store = open("a")) {
            for (Row arrival : arrivals) {
                store.evidence().publish(List.of(arrival));
            }
            store.evidence().publish(List.of());
            List<Row> rows = new ArrayList<>(store.evidence().read("swap/one/attempt/1"));
            rows.sort(java.util.Comparator.comparing(Row::node));
            assertEquals(List.of(row("a", Map.of(10, 4L, 700, 8L)), row("b", Map.of(10, 5L))), rows);
            assertEquals(List.of(), store.evidence().read("swap/one/attempt/2"));
        }
    }

    private static Row row(String node, Map<Integer, Long> buckets) {
        return new Row("swap/one/attempt/1", 3, node, "start-1", "lat", "new", buckets);
    }

    @Test
    void theSamePeriodWrittenTwiceCountsOnce() {
        Sample first = sample("orders", NOON, Map.of(3, 4L));
        Sample second = sample("orders", NOON.plusSeconds(3_600), Map.of(1, 1L));
        try (Store store = open("a")) {
            store.samples().add(List.of(second, first));
            store.samples().add(List.of(first));
            assertEquals(List.of(first, second), store.samples().read(NOON, NOON.plusSeconds(7_200)));
            assertEquals(List.of(first), store.samples().read(NOON, NOON.plusSeconds(3_600)));
        }
    }

    private static Sample sample(String subject, Instant from, Map<Integer, Long> buckets) {
        return new Sample("a", subject, "response-time", from, from.plusSeconds(3_600), buckets);
    }

    @Test
    void aNodeIsSeenAtTheLatestTimeItSaid() {
        try (Store store = open("a")) {
            store.fleet().seen("a", NOON);
            store.fleet().seen("b", NOON.plusSeconds(1));
            store.fleet().seen("a", NOON.minusSeconds(9));
            assertEquals(
                    Map.of("a", NOON, "b", NOON.plusSeconds(1)), store.fleet().nodes());
            assertEquals("a", store.node());
        }
    }

    @Test
    void everythingIsThereAfterARestart() {
        try (Store store = open("a")) {
            store.ledger().append("s", 0, "first", Map.of("figure", "1"));
            store.evidence().publish(List.of(row("a", Map.of(1, 1L))));
            store.samples().add(List.of(sample("orders", NOON, Map.of(3, 4L))));
        }
        try (Store again = open("a")) {
            assertEquals(OptionalLong.of(2), again.ledger().append("s", 1, "second", Map.of()));
            assertEquals(Optional.empty(), EntryHash.firstBroken(again.ledger().read("s", 0)));
            assertEquals(1, again.evidence().read("swap/one/attempt/1").size());
            assertTrue(again.samples().read(NOON, NOON.plusSeconds(1)).size() == 1);
        }
    }
}
