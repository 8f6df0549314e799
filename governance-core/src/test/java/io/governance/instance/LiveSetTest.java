package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sequences as the collectors of JDK 17 and 25 report them. */
class LiveSetTest {
    private static final String MINOR = "end of minor GC";
    private static final String MAJOR = "end of major GC";
    private static final String CYCLE = "end of GC cycle";
    private static final String PAUSE = "end of GC pause";
    private final LiveSet live = new LiveSet();

    @Test
    void beforeTheFirstTellingCollectionNothingIsKnown() {
        assertEquals(Double.NaN, live.bytes());
        g1("G1 Young Generation", MINOR, 0);
        g1("G1 Young Generation", MINOR, 0);
        assertEquals(Double.NaN, live.bytes());
    }

    @Test
    void g1TellsByMixedAndFullCollections() {
        g1("G1 Young Generation", MINOR, 0);
        g1("G1 Young Generation", MINOR, 60);
        assertEquals(60, live.bytes(), "a mixed one");
        g1("G1 Young Generation", MINOR, 60);
        g1("G1 Old Generation", MAJOR, 40);
        assertEquals(40, live.bytes());
    }

    @Test
    void remarkAndCleanupOfG1CleanNothing() {
        g1("G1 Young Generation", MINOR, 0);
        g1("G1 Concurrent GC", "end of concurrent GC pause", 90);
        g1("G1 Young Generation", MINOR, 90);
        assertEquals(Double.NaN, live.bytes());
        g1("G1 Young Generation", MINOR, 50);
        assertEquals(50, live.bytes());
    }

    @Test
    void parallelTellsByFullCollectionsOnly() {
        live.collected("PS Scavenge", MINOR, Map.of("PS Old Gen", 80L), 0);
        assertEquals(Double.NaN, live.bytes());
        live.collected("PS MarkSweep", MAJOR, Map.of("PS Old Gen", 30L), 30);
        live.collected("PS Scavenge", MINOR, Map.of("PS Old Gen", 90L), 30);
        assertEquals(30, live.bytes());
    }

    @Test
    void concurrentCollectorsTellAtTheEndOfACycleNotAtAPause() {
        live.collected("ZGC Pauses", PAUSE, Map.of("ZHeap", 0L), Double.NaN);
        assertEquals(Double.NaN, live.bytes());
        live.collected("ZGC Cycles", CYCLE, Map.of("ZHeap", 70L), Double.NaN);
        assertEquals(70, live.bytes());
        live.collected("Shenandoah Pauses", "Final Mark", Map.of("Shenandoah", 0L), Double.NaN);
        live.collected("Shenandoah Cycles", CYCLE, Map.of("Shenandoah", 55L), Double.NaN);
        assertEquals(55, live.bytes());
    }

    @Test
    void minorCyclesOfTheGenerationalZgcLeaveOldGarbageWhereItIs() {
        live.collected("ZGC Minor Cycles", CYCLE, zgc(90, 5), Double.NaN);
        assertEquals(Double.NaN, live.bytes());
        live.collected("ZGC Major Cycles", CYCLE, zgc(40, 3), Double.NaN);
        assertEquals(43, live.bytes());
    }

    private void g1(String collector, String action, double old) {
        live.collected(collector, action, Map.of("G1 Old Gen", 1_000L, "G1 Survivor Space", 7L), old);
    }

    private static Map<String, Long> zgc(long old, long young) {
        return Map.of("ZGC Old Generation", old, "ZGC Young Generation", young);
    }
}
