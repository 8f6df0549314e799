package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PerformanceCountersTest {
    @TempDir
    Path nowhere;

    @Test
    @EnabledOnOs(OS.LINUX)
    void safepointsOfThisJvmAreCounted() {
        PerformanceCounters counters = PerformanceCounters.under(Path.of("/"));
        double before = counters.read("sun.rt.safepoints");
        assumeFalse(Double.isNaN(before), "a JVM without performance data");
        double nanosBefore = counters.nanos("sun.rt.safepointTime");
        System.gc();
        assertTrue(counters.read("sun.rt.safepoints") > before);
        double nanos = counters.nanos("sun.rt.safepointTime") - nanosBefore;
        assertTrue(nanos > 0 && nanos < 60e9, nanos + " ns for one collection");
    }

    @Test
    void whereThereIsNoFileThereIsNoData() {
        assertEquals(Double.NaN, PerformanceCounters.under(nowhere).read("sun.rt.safepoints"));
        assertEquals(Double.NaN, PerformanceCounters.under(nowhere).nanos("sun.rt.safepointTime"));
    }

    @Test
    void memoryThatIsSomethingElseDoesNoHarm() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            ByteBuffer memory = ByteBuffer.wrap(bytes);
            if (bytes.length > 32 && i % 4 > 0) {
                memory.putInt(0, 0xcafec0c0);
                memory.put(4, (byte) 0);
                memory.putInt(24, 32);
                memory.putInt(28, random.nextInt(50));
                if (bytes.length > 60) {
                    memory.putInt(32, 20 + random.nextInt(30));
                    memory.putInt(40, 0);
                    memory.put(44, (byte) 'J');
                    memory.putInt(36, random.nextInt());
                    memory.putInt(48, random.nextInt(60) - 10);
                }
            }
            try {
                PerformanceCounters.of(memory).read("x");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }
}
