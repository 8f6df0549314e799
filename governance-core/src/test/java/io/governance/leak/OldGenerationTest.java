package io.governance.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which notifications are samples of the live set; the rows are what JVMs 17 and 25 were seen to send. */
class OldGenerationTest {
    private record Row(
            String pool, String collector, String action, long after, long collectionUsage, boolean isSample) {}

    private static final List<Row> SEEN = List.of(
            new Row("G1 Old Gen", "G1 Young Generation", "end of minor GC", 300, 200, false),
            new Row("G1 Old Gen", "G1 Young Generation", "end of minor GC", 200, 200, true),
            new Row("G1 Old Gen", "G1 Old Generation", "end of major GC", 200, 900, true),
            new Row("G1 Old Gen", "G1 Concurrent GC", "end of concurrent GC pause", 400, 400, false),
            new Row("PS Old Gen", "PS Scavenge", "end of minor GC", 300, 200, false),
            new Row("PS Old Gen", "PS MarkSweep", "end of major GC", 200, 200, true),
            new Row("Tenured Gen", "MarkSweepCompact", "end of major GC", 200, 200, true),
            new Row("ZHeap", "ZGC Pauses", "end of GC pause", 0, 0, false),
            new Row("ZHeap", "ZGC Cycles", "end of GC cycle", 200, 150, true),
            new Row("ZGC Old Generation", "ZGC Minor Cycles", "end of GC cycle", 200, 200, false),
            new Row("ZGC Old Generation", "ZGC Major Pauses", "end of GC pause", 0, 0, false),
            new Row("ZGC Old Generation", "ZGC Major Cycles", "end of GC cycle", 200, 100, true),
            new Row("Shenandoah", "Shenandoah Pauses", "Final Mark", 0, 0, false),
            new Row("Shenandoah", "Shenandoah Cycles", "end of GC cycle", 200, 100, true));

    @Test
    void onlyACollectionThatReachedTheOldGenerationIsASample() {
        for (Row row : SEEN) {
            assertTrue(OldGeneration.isOld(row.pool), row::toString);
            OldGeneration.Collection collection = new OldGeneration.Collection(
                    row.collector, row.action, Map.of(), Map.of(row.pool, used(row.after)));
            assertEquals(
                    row.isSample ? OptionalLong.of(row.after) : OptionalLong.empty(),
                    OldGeneration.liveAfter(row.pool, collection, row.collectionUsage),
                    row::toString);
        }
    }

    @Test
    void thisJvmHasAnOldGenerationWithALimit() {
        assertTrue(OldGeneration.find().orElseThrow().limitBytes() > 0);
    }

    private static MemoryUsage used(long bytes) {
        return new MemoryUsage(0, bytes, bytes, -1);
    }
}
