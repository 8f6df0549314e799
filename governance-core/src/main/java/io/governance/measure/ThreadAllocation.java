package io.governance.measure;

import java.lang.management.ManagementFactory;

/** Bytes that the current thread has allocated so far; -1 where nobody counts them, as on virtual threads. */
final class ThreadAllocation {
    private static final com.sun.management.@org.jspecify.annotations.Nullable ThreadMXBean THREADS = supported();

    private ThreadAllocation() {}

    static long bytes() {
        return THREADS == null ? -1 : THREADS.getCurrentThreadAllocatedBytes();
    }

    private static com.sun.management.@org.jspecify.annotations.Nullable ThreadMXBean supported() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                        && threads.isThreadAllocatedMemorySupported()
                        && threads.isThreadAllocatedMemoryEnabled()
                ? threads
                : null;
    }
}
