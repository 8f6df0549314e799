package io.governance.examples.faults;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process holds at one moment.
 *
 * @param liveHeapBytes what a full collection left
 * @param openFiles file descriptors; 0 where the system does not tell
 * @param threads of the platform
 */
record Vitals(long liveHeapBytes, long openFiles, long threads) {

    /** Collects everything, then looks. */
    static Vitals read() {
        System.gc();
        return new Vitals(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                        ? unix.getOpenFileDescriptorCount()
                        : 0,
                ManagementFactory.getThreadMXBean().getThreadCount());
    }
}
