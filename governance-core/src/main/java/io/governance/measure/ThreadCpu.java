package io.governance.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** CPU time of the current thread. A reading costs 230 ns on one machine and 1,400 on another, so few calls take it. */
final class ThreadCpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final boolean SUPPORTED =
            THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();
    private static final @Nullable Class<?> VIRTUAL = virtual();

    private static final int LEAST_TURN = 64;
    private static final int MOST_TURN = 1_024;
    private static final double MEAN_NANOS = 10;

    private ThreadCpu() {}

    /** Returns one call in how many may be read so that the two readings cost 10 ns on average: a power of two, 64 or more. */
    static int turn() {
        double nanos = Double.MAX_VALUE;
        for (int round = 0; SUPPORTED && round < 8; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 4; i++) {
                nanos();
                nanos();
            }
            nanos = Math.min(nanos, (System.nanoTime() - start) / 4.0);
        }
        int turn = LEAST_TURN;
        while (turn < MOST_TURN && nanos / turn > MEAN_NANOS) {
            turn *= 2;
        }
        return turn;
    }

    /** Returns -1 where it is not supported (virtual threads among others). */
    static long nanos() {
        if (!SUPPORTED || isVirtual(Thread.currentThread())) {
            return -1;
        }
        return THREADS.getCurrentThreadCpuTime();
    }

    /** On a virtual thread the JVM refuses to read the clock. */
    static boolean isVirtual(Thread thread) {
        return VIRTUAL != null && VIRTUAL.isInstance(thread);
    }

    /** JDK 17 has no virtual threads and no way to ask for them. */
    private static @Nullable Class<?> virtual() {
        try {
            return Class.forName("java.lang.BaseVirtualThread");
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
