package io.governance.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** What may happen while a load is under way. */
class LoadRaceTest {
    private final Desk desk = new Desk();
    private final SlowSource source = new SlowSource("old");
    private final GovernedCache<String, String> cache = desk.parts().build(source::load);

    @Test
    void manyReadersOfAMissingKeyShareOneLoad() throws Exception {
        List<CompletableFuture<String>> readers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            readers.add(Desk.onThread(() -> cache.get("a")));
        }
        SlowSource.Read read = source.nextRead();
        Desk.await(() -> cache.stats().joinedLoads() == 49);
        read.finish();
        for (CompletableFuture<String> reader : readers) {
            assertEquals("old", Desk.answer(reader));
        }
        assertEquals(1, source.begun());
        assertEquals(1, cache.stats().loads());
        assertEquals(50, cache.stats().misses());
    }

    @Test
    void whatIsInvalidatedDuringItsLoadIsNotKept() throws Exception {
        CompletableFuture<String> reader = Desk.onThread(() -> cache.get("a"));
        SlowSource.Read read = source.nextRead();
        source.write("new");
        cache.invalidate("a");
        read.finish();
        assertEquals("old", Desk.answer(reader));
        CompletableFuture<String> later = Desk.onThread(() -> cache.get("a"));
        source.nextRead().finish();
        assertEquals("new", Desk.answer(later));
        assertEquals(1, cache.stats().outdatedLoads());
    }

    @Test
    void readersAfterAnInvalidationDoNotJoinAnOlderLoad() throws Exception {
        CompletableFuture<String> early = Desk.onThread(() -> cache.get("a"));
        SlowSource.Read old = source.nextRead();
        source.write("new");
        cache.invalidate("a");
        CompletableFuture<String> late = Desk.onThread(() -> cache.get("a"));
        source.nextRead().finish();
        assertEquals("new", Desk.answer(late));
        assertFalse(early.isDone());
        old.finish();
        assertEquals("old", Desk.answer(early));
        assertEquals("new", cache.get("a"));
    }

    @Test
    void whatIsPutDuringALoadStays() throws Exception {
        CompletableFuture<String> reader = Desk.onThread(() -> cache.get("a"));
        SlowSource.Read read = source.nextRead();
        cache.put("a", "put");
        read.finish();
        assertEquals("old", Desk.answer(reader));
        assertEquals("put", cache.get("a"));
    }

    @Test
    void whatIsLoadedWhileTheCacheIsClearedIsNotKept() throws Exception {
        CompletableFuture<String> reader = Desk.onThread(() -> cache.get("a"));
        SlowSource.Read read = source.nextRead();
        source.write("new");
        cache.clear();
        read.finish();
        assertEquals("old", Desk.answer(reader));
        CompletableFuture<String> later = Desk.onThread(() -> cache.get("a"));
        source.nextRead().finish();
        assertEquals("new", Desk.answer(later));
    }

    @Test
    void whoeverWaitsForALoadGetsItsFailureUnchangedAndTheNextReaderLoadsAgain() throws Exception {
        IOException broken = new IOException("broken");
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean isBroken = new AtomicBoolean(true);
        GovernedCache<String, String> failing = GovernedCache.builder(desk.governance, "failing")
                .ttl(Desk.TTL)
                .maximumSize(10)
                .build(key -> {
                    release.await();
                    if (isBroken.get()) {
                        throw broken;
                    }
                    return "loaded";
                });
        CompletableFuture<String> one = Desk.onThread(() -> failing.get("a"));
        CompletableFuture<String> other = Desk.onThread(() -> failing.get("a"));
        Desk.await(() -> failing.stats().joinedLoads() == 1);
        release.countDown();
        assertSame(broken, Desk.failure(one));
        assertSame(broken, Desk.failure(other));
        isBroken.set(false);
        assertEquals("loaded", failing.get("a"));
        assertEquals(1, failing.stats().loadFailures());
    }

    @Test
    void aBulkLoadWaitsForWhatAnotherThreadLoadsAndLoadsTheRest() throws Exception {
        List<String> asked = new ArrayList<>();
        GovernedCache<String, String> bulk = GovernedCache.builder(desk.governance, "bulk")
                .ttl(Desk.TTL)
                .maximumSize(10)
                .build(source::load, keys -> {
                    asked.addAll(keys);
                    return Map.of("b", "loaded together");
                });
        CompletableFuture<String> single = Desk.onThread(() -> bulk.get("a"));
        SlowSource.Read read = source.nextRead();
        CompletableFuture<Map<String, String>> both = Desk.onThread(() -> bulk.getAll(List.of("a", "b")));
        Desk.await(() -> bulk.stats().size() == 1);
        assertFalse(both.isDone());
        read.finish();
        assertEquals(Map.of("a", "old", "b", "loaded together"), Desk.answer(both));
        assertEquals("old", Desk.answer(single));
        assertEquals(List.of("b"), asked);
    }

    /** Writers change the source and invalidate; a reader must never see less than was invalidated before it asked. */
    @Test
    void noReaderEverSeesWhatWasInvalidatedBeforeItAsked() throws Exception {
        int keys = 4;
        AtomicLongArray versions = new AtomicLongArray(keys);
        AtomicLongArray invalidated = new AtomicLongArray(keys);
        AtomicLong stale = new AtomicLong();
        GovernedCache<Integer, Long> versioned = GovernedCache.builder(desk.governance, "versioned")
                .ttl(Desk.TTL)
                .maximumSize(2)
                .build(key -> {
                    long version = versions.get(key);
                    for (int i = 0; i < 50; i++) {
                        Thread.onSpinWait(); // widens the window in which a writer can come between
                    }
                    return version;
                });
        AtomicBoolean isOver = new AtomicBoolean();
        List<CompletableFuture<Long>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(Desk.onThread(() -> {
                long reads = 0;
                for (; !isOver.get(); reads++) {
                    int key = ThreadLocalRandom.current().nextInt(keys);
                    long floor = invalidated.get(key);
                    long seen =
                            reads % 3 == 0 ? versioned.getAll(List.of(key)).getOrDefault(key, -1L) : versioned.get(key);
                    if (seen < floor) {
                        stale.incrementAndGet();
                    }
                }
                return reads;
            }));
        }
        for (int write = 0; write < 40_000; write++) {
            int key = write % keys;
            long version = versions.incrementAndGet(key);
            if (write % 1_000 == 0) {
                versioned.clear();
            } else {
                versioned.invalidate(key);
            }
            invalidated.set(key, version);
        }
        isOver.set(true);
        long reads = 0;
        for (CompletableFuture<Long> reader : readers) {
            reads += Desk.answer(reader);
        }
        assertEquals(0, stale.get());
        assertTrue(reads > 0);
        assertEquals(reads, versioned.stats().gets());
    }
}
