package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an operation with all its windows costs in heap: 12 kB when nobody calls it, 40 kB after a busy day. */
class HeapTest {
    private static final long SEED = 20_270_301L;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final long[] EDGES = {1_500_000_000L, 2_000_000_000L, 3_000_000_000L, 5_000_000_000L};

    private final ManualTime time = new ManualTime();
    private final Operations operations = new Operations(time, EDGES, 2_000_000, (name, what) -> {});

    @Test
    void anIdleOperationTakesLessThan12Kilobytes() {
        long before = used();
        for (int i = 0; i < 1_000; i++) {
            operations.named("idle." + i).run(() -> time.pass(Duration.ofMillis(3)));
        }
        passing(Duration.ofHours(1), 24);
        double each = (used() - before) / 1_000.0;
        assertTrue(each <= 12 * 1_024, () -> each + " bytes for each operation");
        assertEquals(1_000, operations.all().size());
    }

    @Test
    void aBusyOperationTakesLessThan40Kilobytes() {
        int count = 40;
        Call call = operations.named("busy.0").begin();
        long[] nanos = logNormal(20e6, 0.7);
        long[] bytes = logNormal(200e3, 0.7);
        for (int i = 1; i < count; i++) {
            operations.named("busy." + i);
        }
        long before = used();
        for (int hour = 0; hour < 23; hour++) {
            calls(call, nanos, bytes, 20_000);
            passing(Duration.ofHours(1), 1);
        }
        for (int step = 0; step < 11; step++) {
            calls(call, nanos, bytes, 5_000);
            passing(Duration.ofMinutes(5), 1);
        }
        for (int step = 0; step < 60; step++) {
            calls(call, nanos, bytes, 500);
            passing(Duration.ofSeconds(5), 1);
        }
        double each = (used() - before) / (double) count;
        assertTrue(each <= 40 * 1_024, () -> each + " bytes for each operation");
        assertEquals(
                30_000, operations.named("busy.1").snapshot(Window.FIVE_MINUTES).calls());
        assertEquals(85_000, operations.named("busy.1").snapshot(Window.HOUR).calls());
        assertEquals(545_000, operations.named("busy.1").snapshot(Window.DAY).calls());
    }

    /** Calls of all operations that took what such calls take, without taking it. */
    private void calls(Call call, long[] nanos, long[] bytes, int each) {
        for (Operation operation : operations.all()) {
            for (int i = 0; i < each; i++) {
                int at = (int) ((i * 7_919L + time.nanos()) % nanos.length);
                call.durationNanos = nanos[at];
                call.allocatedBytes = i % 8 == 0 ? bytes[at] : -1;
                call.cpuNanos = i % 64 == 0 ? nanos[at] / 3 : -1;
                call.queries = i % 7;
                operation.record(call, 0);
            }
        }
    }

    private void passing(Duration step, int times) {
        for (int i = 0; i < times; i++) {
            time.pass(step);
            operations.collect();
        }
    }

    /** A median, and a 99th percentile of five times it with a deviation of 0.7. */
    private static long[] logNormal(double median, double deviation) {
        Random random = new Random(SEED);
        long[] values = new long[65_537];
        Arrays.setAll(values, i -> (long) (median * Math.exp(deviation * random.nextGaussian())));
        return values;
    }

    private static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, MEMORY.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
