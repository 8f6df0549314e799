package io.governance.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GovernedCacheTest {
    private final Desk desk = new Desk();
    private final List<String> loaded = new ArrayList<>();

    private String load(String key) {
        loaded.add(key);
        return key + loaded.size();
    }

    private Map<String, String> loadAll(Set<String> keys) {
        loaded.add(String.join("+", keys));
        return keys.stream()
                .filter(key -> !key.equals("absent"))
                .collect(
                        Collectors.toMap(key -> key, key -> key + " of many", (one, other) -> one, LinkedHashMap::new));
    }

    @Test
    void aValueIsLoadedOnceAndKept() {
        GovernedCache<String, String> cache = desk.parts().build(this::load);
        assertEquals("a1", cache.get("a"));
        assertEquals("a1", cache.get("a"));
        assertEquals(0.5, cache.stats().hitRate());
    }

    @Test
    void aValueIsLoadedAgainWhenItsTimeToLiveIsOver() {
        GovernedCache<String, String> cache = desk.parts().build(this::load);
        cache.get("a");
        desk.time.pass(Desk.TTL.minusNanos(1));
        assertEquals("a1", cache.get("a"));
        desk.time.pass(Duration.ofNanos(1));
        assertEquals("a2", cache.get("a"));
        assertEquals(1, cache.stats().expirations());
    }

    @Test
    void expiredValuesAreFreedAlsoWhenNobodyAsks() {
        GovernedCache<String, String> cache = desk.parts().build(this::load);
        cache.get("a");
        assertEquals(1, cache.stats().size());
        desk.time.pass(Desk.TTL);
        desk.governance.step();
        assertEquals(0, cache.stats().size());
    }

    @Test
    void theLeastUsedValuesGoWhenTheCacheIsFull() {
        GovernedCache<Integer, Integer> small = GovernedCache.builder(desk.governance, "small")
                .ttl(Desk.TTL)
                .maximumSize(100)
                .build(key -> key);
        for (int key = 0; key < 1_000; key++) {
            assertEquals(key, small.get(key));
        }
        desk.pass(Caches.TURN);
        assertEquals(100, small.stats().size());
        assertEquals(900, small.stats().sizeEvictions());
    }

    @Test
    void thereIsNoneIsAnAnswerThatIsKept() {
        GovernedCache<String, String> cache = desk.parts().build(this::loadNone);
        assertEquals(Optional.empty(), cache.find("a"));
        assertEquals(Optional.empty(), cache.find("a"));
        assertEquals(Map.of(), cache.getAll(List.of("a")));
        assertEquals(List.of("a"), loaded);
        cache.put("a", "now there is");
        assertEquals(Optional.of("now there is"), cache.find("a"));
    }

    @Test
    void gettingWhatThereIsNotSaysWhichKeyAndWhatToCall() {
        GovernedCache<String, String> cache = desk.parts().build(this::loadNone);
        NoSuchElementException none = assertThrows(NoSuchElementException.class, () -> cache.get("a"));
        assertEquals(
                "cache 'parts': the loader found no value for a; call find instead of get where there may be none",
                none.getMessage());
    }

    private @Nullable String loadNone(String key) {
        loaded.add(key);
        return null;
    }

    @Test
    void aCheckedExceptionOfTheLoaderComesOutUnchanged() {
        SQLException broken = new SQLException("broken");
        GovernedCache<String, String> cache = desk.parts().build(key -> {
            throw broken;
        });
        assertSame(broken, assertThrows(SQLException.class, () -> cache.get("a")));
        assertSame(broken, assertThrows(SQLException.class, () -> cache.getAll(List.of("a"))));
        try {
            cache.<SQLException>get("a");
        } catch (SQLException e) {
            assertSame(broken, e);
        }
        assertEquals(3, cache.stats().loadFailures());
    }

    @Test
    void anErrorOfTheLoaderComesOutUnchanged() {
        StackOverflowError deep = new StackOverflowError();
        GovernedCache<String, String> cache = desk.parts().build(key -> {
            throw deep;
        });
        assertSame(deep, assertThrows(StackOverflowError.class, () -> cache.get("a")));
    }

    @Test
    void theCacheIsAFunctionOfItsKeys() {
        GovernedCache<String, String> cache = desk.parts().build(this::load);
        assertEquals(
                List.of("a1", "b2", "a1"),
                Stream.of("a", "b", "a").map(cache::get).toList());
    }

    @Test
    void missingKeysAreLoadedTogetherInOneRun() {
        GovernedCache<String, String> cache = desk.parts().build(this::load, this::loadAll);
        cache.get("b");
        Map<String, String> found = cache.getAll(List.of("c", "b", "absent", "a", "c"));
        assertEquals(List.of("c=c of many", "b=b1", "a=a of many"), entries(found));
        assertEquals(found, cache.getAll(List.of("c", "b", "absent", "a")));
        assertEquals(List.of("b", "c+absent+a"), loaded);
        assertEquals(2, cache.stats().loads());
        assertEquals(5, cache.stats().processHits());
        assertEquals(4, cache.stats().misses());
    }

    @Test
    void withoutABulkLoaderMissingKeysAreLoadedOneByOne() {
        GovernedCache<String, String> cache = desk.parts().build(this::load);
        assertEquals(List.of("a=a1", "b=b2"), entries(cache.getAll(List.of("a", "b", "a"))));
        assertEquals(List.of("a", "b"), loaded);
    }

    @Test
    void aFailedBulkLoadIsNotKept() {
        IOException broken = new IOException("broken");
        List<IOException> failures = new ArrayList<>(List.of(broken));
        GovernedCache<String, String> cache = desk.parts().build(this::load, keys -> {
            if (!failures.isEmpty()) {
                throw failures.remove(0);
            }
            return loadAll(keys);
        });
        assertSame(broken, assertThrows(IOException.class, () -> cache.getAll(List.of("a", "b"))));
        assertEquals(List.of("a=a of many", "b=b of many"), entries(cache.getAll(List.of("a", "b"))));
    }

    @Test
    void invalidatedValuesAreLoadedAgain() {
        GovernedCache<String, String> cache = desk.parts().build(this::load);
        cache.getAll(List.of("a", "b", "c"));
        cache.invalidate("a");
        cache.invalidateAll(List.of("b"));
        assertEquals(List.of("a=a4", "b=b5", "c=c3"), entries(cache.getAll(List.of("a", "b", "c"))));
        cache.clear();
        assertEquals("c6", cache.get("c"));
    }

    @Test
    void aHitAllocatesNothing() {
        GovernedCache<String, String> cache = desk.parts().build(this::load);
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        int hits = 100_000;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < hits; i++) {
                cache.get("a");
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < hits, least + " bytes in " + hits + " hits");
    }

    private static List<String> entries(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }
}
