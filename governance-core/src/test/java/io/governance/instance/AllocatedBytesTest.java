package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocatedBytesTest {
    @Test
    void threadsThatComeAndGoAreAddedUpOnce() {
        AllocatedBytes.Sum sum = new AllocatedBytes.Sum();
        assertEquals(300, sum.add(ids(1, 2), ids(100, 200)));
        assertEquals(350, sum.add(ids(1, 2), ids(150, 200)));
        assertEquals(360, sum.add(ids(1, 3), ids(150, 10)), "2 ended, 3 came");
        assertEquals(365, sum.add(ids(1, 3), ids(-1, 15)), "1 ended while it was read");
        assertEquals(365, sum.add(ids(), ids()));
    }

    @Test
    void whatThisThreadAllocatesIsInTheSumOfTheProcess() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (AllocatedBytes bytes :
                new AllocatedBytes[] {AllocatedBytes.ofProcess(), AllocatedBytes.addedUp(threads)}) {
            double before = bytes.read();
            long length = 0;
            for (int i = 0; i < 100; i++) {
                length += new byte[200_000].length;
            }
            double allocated = bytes.read() - before;
            assertTrue(allocated >= length && allocated < 20 * length, allocated + " for " + length);
        }
    }

    private static long[] ids(long... values) {
        return values;
    }
}
