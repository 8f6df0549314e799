package io.governance.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import io.governance.measure.Operation;
import io.governance.measure.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HitRateTest {
    private final Desk desk = new Desk();
    private final GovernedCache<Integer, Integer> cache = desk.parts().build(key -> key);
    private int nextKey;

    @Test
    void aHitRateBelowHalfIsAWarningWithTheShareOfEachLevel() {
        Operation operation = desk.governance.operation("dashboard");
        misses(60);
        hits(20);
        operation.run(() -> hits(21));
        desk.pass(Caches.TURN);
        Finding finding = finding();
        assertEquals(Level.WARNING, finding.level());
        assertEquals(Signal.CACHE_HIT_RATE.name(), finding.kind());
        assertEquals(
                "cache hit rate of cache parts is 40.59 % over five minutes, below the warning line of 50.00 %",
                finding.summary());
        assertEquals("101", finding.evidence().get("look-ups"));
        assertEquals("20 (19.80 %)", finding.evidence().get("hits of the call level"));
        assertEquals("21 (20.79 %)", finding.evidence().get("hits of the process level"));
        assertEquals("60 (59.41 %)", finding.evidence().get("misses"));
    }

    @Test
    void aHitRateBelowSevenTenthsIsInformation() {
        misses(40);
        hits(60);
        desk.pass(Caches.TURN);
        assertEquals(Level.INFO, finding().level());
    }

    @Test
    void aGoodHitRateIsAReadingAndNoFinding() {
        misses(10);
        hits(90);
        desk.pass(Caches.TURN);
        assertEquals(new Reading(Signal.CACHE_HIT_RATE, "cache parts", 0.9, 100, Level.ACCEPTABLE), reading());
        assertEquals(List.of(), desk.governance.examine().findings("cache parts"));
    }

    @Test
    void aCacheThatIsRarelyAskedIsNotJudged() {
        misses((int) desk.governance.policy().minimumSamples() - 1);
        desk.pass(Caches.TURN);
        assertEquals(Level.NO_DATA, reading().level());
        assertEquals(List.of(), desk.governance.examine().findings("cache parts"));
    }

    @Test
    void onlyTheLastFiveMinutesCount() {
        misses(100);
        desk.pass(Duration.ofSeconds(5));
        desk.pass(Duration.ofMinutes(4));
        hits(50);
        assertEquals(100, reading().samples());
        desk.pass(Duration.ofMinutes(1));
        assertEquals(50, reading().samples());
        assertEquals(1.0, reading().value());
        desk.pass(Duration.ofMinutes(5));
        assertEquals(0, reading().samples());
    }

    @Test
    void theRemedyNamesWhatMakesValuesGo() {
        misses(100);
        desk.pass(Caches.TURN);
        assertTrue(finding().remedy().startsWith("most missing keys were asked for the first time"));
        for (int i = 0; i < 100; i++) {
            cache.invalidate(i);
        }
        desk.pass(Caches.TURN);
        assertTrue(finding().remedy().startsWith("invalidate fewer keys"));

        GovernedCache<Integer, Integer> small = GovernedCache.builder(desk.governance, "small")
                .ttl(Desk.TTL)
                .maximumSize(10)
                .build(key -> key);
        for (int i = 0; i < 100; i++) {
            small.get(i);
        }
        desk.pass(Caches.TURN.multipliedBy(2));
        Finding full = desk.governance.examine().findings("cache small").get(0);
        assertTrue(full.remedy().startsWith("raise maximumSize above 10"), full.remedy());
    }

    @Test
    void metersShowWhatWasCounted() {
        misses(3);
        hits(4);
        assertEquals(3, counter("governance.cache.misses"));
        assertEquals(3, counter("governance.cache.loads"));
        assertEquals(0, counter("governance.cache.load.failures"));
        assertEquals(4, counter("governance.cache.hits", "level", "process"));
        assertEquals(0, counter("governance.cache.hits", "level", "call"));
        assertEquals(0, counter("governance.cache.evictions", "cause", "size"));
        assertEquals(
                3,
                desk.governance
                        .meters()
                        .get("governance.cache.size")
                        .tag("cache", "parts")
                        .gauge()
                        .value());
    }

    private double counter(String name, String... tags) {
        return desk.governance
                .meters()
                .get(name)
                .tags(tags)
                .tag("cache", "parts")
                .functionCounter()
                .count();
    }

    private void misses(int count) {
        for (int i = 0; i < count; i++) {
            cache.get(nextKey++);
        }
    }

    private void hits(int count) {
        for (int i = 0; i < count; i++) {
            cache.get(nextKey - 1);
        }
    }

    private Finding finding() {
        return desk.governance.examine().findings("cache parts").get(0);
    }

    private Reading reading() {
        return desk.governance.examine().readings().stream()
                .filter(reading -> reading.subject().equals("cache parts"))
                .findFirst()
                .orElseThrow();
    }
}
