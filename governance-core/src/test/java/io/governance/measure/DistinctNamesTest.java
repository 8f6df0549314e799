package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A name with a customer's number in it: a million operations, and no more memory than for a thousand. */
class DistinctNamesTest {
    private static final int NAMES = 1_000_000;

    private final Operations operations = new Operations(new ManualTime(), new long[0], 1_000, (name, what) -> {});

    @Test
    void aMillionNamesTakeNoMoreMemoryThanAThousand() {
        ask(0, 1_001);
        long before = used();
        ask(1_001, NAMES);
        long grown = used() - before;
        assertTrue(grown < 2_000_000, () -> grown + " bytes more");
        assertEquals(1_001, operations.all().size());
        assertEquals(NAMES - 1_000, operations.overflowed());
        assertEquals(
                NAMES - 1_000, operations.named(Operations.OTHER).sinceStart().calls());
    }

    private void ask(int from, int to) {
        for (int i = from; i < to; i++) {
            operations.named("customer." + i).run(() -> {});
        }
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
