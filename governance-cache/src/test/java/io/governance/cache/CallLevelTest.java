package io.governance.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CallLevelTest {
    private final Desk desk = new Desk();
    private final Operation dashboard = desk.governance.operation("dashboard");
    private final AtomicInteger version = new AtomicInteger(1);
    private final GovernedCache<Integer, Integer> cache = desk.parts().build(key -> version.get());

    @Test
    void whatACallHasReadStaysTheSameUntilItEnds() throws Exception {
        dashboard.run(() -> {
            assertEquals(1, cache.get(7));
            changedElsewhere(2);
            assertEquals(1, cache.get(7));
            desk.time.pass(Desk.TTL.plus(Duration.ofSeconds(1)));
            assertEquals(1, cache.get(7));
        });
        dashboard.run(() -> assertEquals(2, cache.get(7)));
        assertEquals(2, cache.stats().callHits());
        assertEquals(2, cache.stats().misses());
    }

    @Test
    void callsInsideACallSeeWhatItHasRead() throws Exception {
        Operation inner = desk.governance.operation("inner");
        dashboard.run(() -> {
            inner.run(() -> assertEquals(1, cache.get(7)));
            changedElsewhere(2);
            inner.run(() -> assertEquals(1, cache.get(7)));
            assertEquals(1, cache.get(7));
        });
    }

    @Test
    void aShadowCallHasAViewOfItsOwn() throws Exception {
        dashboard.run(() -> {
            assertEquals(1, cache.get(7));
            changedElsewhere(2);
            assertEquals(2, dashboard.callWith(Call.Flag.SHADOW, () -> cache.<RuntimeException>get(7)));
            assertEquals(1, cache.get(7));
        });
    }

    @Test
    void aCallSeesWhatItInvalidatesPutsAndClearsItself() {
        dashboard.run(() -> {
            assertEquals(1, cache.get(7));
            version.set(2);
            cache.invalidate(7);
            assertEquals(2, cache.get(7));
            cache.put(7, 3);
            assertEquals(3, cache.get(7));
            version.set(4);
            cache.clear();
            assertEquals(4, cache.get(7));
        });
    }

    @Test
    void readingOutsideOfACallUsesTheProcessLevelOnly() throws Exception {
        assertEquals(1, cache.get(7));
        changedElsewhere(2);
        assertEquals(2, cache.get(7));
        assertEquals(0, cache.stats().callHits());
    }

    @Test
    void aCacheBuiltWithoutTheCallLevelShowsEveryChange() throws Exception {
        GovernedCache<Integer, Integer> direct = GovernedCache.builder(desk.governance, "direct")
                .ttl(Desk.TTL)
                .maximumSize(10)
                .perCall(false)
                .build(key -> version.get());
        dashboard.run(() -> {
            assertEquals(1, direct.get(7));
            version.set(2);
            Desk.answer(Desk.onThread(() -> {
                direct.invalidate(7);
                return true;
            }));
            assertEquals(2, direct.get(7));
        });
    }

    @Test
    void cachesOfTheSameKeyAreKeptApart() {
        GovernedCache<Integer, Integer> other = GovernedCache.builder(desk.governance, "other")
                .ttl(Desk.TTL)
                .maximumSize(10)
                .build(key -> 100 + key);
        dashboard.run(() -> {
            for (int round = 0; round < 2; round++) {
                assertEquals(1, cache.get(7));
                assertEquals(107, other.get(7));
            }
            other.clear();
            assertEquals(1, cache.get(7));
        });
        assertEquals(2, cache.stats().callHits());
    }

    @Test
    void aCallKeepsALimitedNumberOfValuesAndTheExaminationSaysSo() {
        int beyond = 10;
        dashboard.run(() -> {
            for (int key = 0; key < CallLevel.LIMIT + beyond; key++) {
                assertEquals(1, cache.get(key));
            }
            for (int key = 0; key < CallLevel.LIMIT; key++) {
                assertEquals(1, cache.get(key));
            }
        });
        assertEquals(CallLevel.LIMIT, cache.stats().callHits());
        assertEquals(beyond, cache.stats().callOverflows());
        desk.pass(Caches.TURN);
        assertTrue(desk.governance.examine().findings("cache parts").stream()
                .anyMatch(finding -> finding.kind().equals("CACHE_CALL_LIMIT")));
    }

    private void changedElsewhere(int newVersion) throws Exception {
        version.set(newVersion);
        Desk.answer(Desk.onThread(() -> {
            cache.invalidate(7);
            return true;
        }));
    }
}
