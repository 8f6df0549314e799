package io.governance.db.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.db.Postgres;
import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.Time;
import io.governance.remember.EntryHash;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import io.governance.show.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Nodes that decide at the same moment, each over connections of its own, on real databases. */
class FleetPermitsTest {
    private static final int NODES = 7;
    private static final int LIMIT = 2;

    /** One clock for all nodes. */
    private static final class Steps implements Time {
        private static final Instant START = Instant.parse("2027-03-01T08:00:00Z");
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public Instant now() {
            return START.plusNanos(nanos());
        }
    }

    private final Steps time = new Steps();

    @Test
    void atMostTheShareIsOutOnPostgres() throws Exception {
        race(Postgres.database());
    }

    @Test
    void atMostTheShareIsOutOnH2() throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        race(database);
    }

    @Test
    void fleetsThatShareADatabaseDoNotShareTheirPermits() {
        DataSource database = Postgres.database();
        try (Store one = JdbcStore.open("a", database);
                Store other = JdbcStore.open(StoreSettings.of("a", database).inFleet("billing"))) {
            assertEquals("fleet", one.fleet().stream());
            one.fleet().seen("old", time.now().minusSeconds(90));
            one.fleet().seen("a", time.now());
            assertEquals(Map.of("a", time.now()), one.fleet().nodes(time.now().minusSeconds(60)));
            assertEquals(2, one.fleet().nodes().size());
            assertEquals(Map.of(), other.fleet().nodes());
        }
    }

    @Test
    void fleetsThatShareADatabaseDoNotSeeEachOthersStreams() {
        apart(Postgres.database());
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        apart(database);
    }

    private static void apart(DataSource database) {
        try (Store one = JdbcStore.open("a", database);
                Store other = JdbcStore.open(StoreSettings.of("a", database).inFleet("billing"));
                Store third = JdbcStore.open(StoreSettings.of("a", database).inFleet("bill"))) {
            String stream = "alert/ERROR_RATE/orders";
            for (Store store : List.of(one, other, third)) {
                assertEquals(OptionalLong.of(1), store.ledger().append(stream, 0, "FIRED", Map.of()));
                assertEquals(List.of(stream), store.ledger().streams("alert/"));
                assertEquals(List.of(stream), store.ledger().streams(""));
            }
            assertEquals(OptionalLong.of(2), other.ledger().append(stream, 1, "RESOLVED", Map.of()));
            assertEquals(1, one.ledger().read(stream, 0).size());
            List<Ledger.Entry> entries = other.ledger().read(stream, 0);
            assertEquals(2, entries.size());
            assertEquals(Optional.empty(), EntryHash.firstBroken(entries));
        }
    }

    private void race(DataSource database) throws Exception {
        List<Store> stores = new ArrayList<>();
        List<Health> nodes = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
            Store store = JdbcStore.open("node-" + i, database);
            Health health = new Health("node-" + i, time);
            health.joinFleet(store, 0.34, Runnable::run);
            health.markStarted();
            stores.add(store);
            nodes.add(health);
        }
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try {
            rounds(threads, nodes, 14, Level.ACCEPTABLE);
            rounds(threads, nodes, 6, Level.CRITICAL);
            assertEquals(NODES - LIMIT, ready(nodes), "those that may, have left");
            rounds(threads, nodes, 14, Level.ACCEPTABLE);
            assertEquals(NODES, ready(nodes), "and have come back");
            List<Ledger.Entry> entries = stores.get(0).ledger().read("fleet", 0);
            assertEquals(LIMIT, count(entries, "GRANTED"));
            assertEquals(LIMIT, count(entries, "RETURNED"));
            assertEquals(Optional.empty(), EntryHash.firstBroken(entries));
        } finally {
            threads.shutdownNow();
            stores.forEach(Store::close);
        }
    }

    /** Rounds of five seconds, in each of which all nodes act at once. */
    private void rounds(ExecutorService threads, List<Health> nodes, int count, Level level) throws Exception {
        for (int round = 0; round < count; round++) {
            time.nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            List<Callable<Boolean>> turns = new ArrayList<>();
            for (Health node : nodes) {
                turns.add(() -> {
                    node.update(pool(level));
                    node.beSeen();
                    return true;
                });
            }
            for (Future<Boolean> turn : threads.invokeAll(turns)) {
                assertTrue(turn.get());
            }
            assertTrue(ready(nodes) >= NODES - LIMIT, () -> ready(nodes) + " of " + NODES + " are left");
        }
    }

    private Examination pool(Level level) {
        Finding finding = new Finding(
                "CONNECTION_POOL",
                "orders",
                level,
                "exhausted",
                null,
                Map.of(),
                "look for leaks",
                DependencyKind.LOCAL);
        return new Examination(time.now(), List.of(), List.of(finding), List.of());
    }

    private static long ready(List<Health> nodes) {
        return nodes.stream().filter(Health::isReady).count();
    }

    private static long count(List<Ledger.Entry> entries, String type) {
        return entries.stream().filter(entry -> entry.type().equals(type)).count();
    }
}
