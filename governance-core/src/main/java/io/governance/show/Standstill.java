package io.governance.show;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices time in which nothing of this process could run in time: it stood still, or its processors were all taken.
 * Whoever is silent then is not dead. For one thread.
 */
final class Standstill {
    static final long STANDSTILL_NANOS = Duration.ofSeconds(2).toNanos();
    static final long CPU_NANOS = Duration.ofSeconds(5).toNanos();
    private static final double SATURATED = 0.9;

    private final LongSupplier cpuNanos;
    private final int processors;
    private long lastTurnNanos;
    private long cpuSinceNanos;
    private long cpuThenNanos;

    Standstill(LongSupplier cpuNanos, int processors, long nowNanos) {
        this.cpuNanos = cpuNanos;
        this.processors = processors;
        this.lastTurnNanos = nowNanos;
        restart(nowNanos);
    }

    static Standstill ofThisProcess(long nowNanos) {
        LongSupplier cpu =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os::getProcessCpuTime
                        : () -> 0;
        return new Standstill(cpu, Runtime.getRuntime().availableProcessors(), nowNanos);
    }

    /** Takes a turn, which comes at least every quarter of a second; returns the time to be excused. */
    long excuse(long nowNanos) {
        long gap = nowNanos - lastTurnNanos;
        lastTurnNanos = nowNanos;
        if (gap > STANDSTILL_NANOS) {
            restart(nowNanos);
            return gap;
        }
        long wall = nowNanos - cpuSinceNanos;
        if (wall < CPU_NANOS) {
            return 0;
        }
        double share = (cpuNanos.getAsLong() - cpuThenNanos) / ((double) wall * processors);
        restart(nowNanos);
        return share >= SATURATED ? wall : 0;
    }

    private void restart(long nowNanos) {
        cpuSinceNanos = nowNanos;
        cpuThenNanos = cpuNanos.getAsLong();
    }
}
