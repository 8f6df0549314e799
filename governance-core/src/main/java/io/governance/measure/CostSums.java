package io.governance.measure;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Adds up what was read of calls; touched by one call in eight. Thread-safe. */
final class CostSums {
    /** How many calls one reading stands for: see {@link CallStack#turn()}. */
    private static final int CPU_CALLS = 64;

    private static final int ALLOCATION_CALLS = 8;

    private final LongAdder cpuNanos = new LongAdder();
    private final LongAdder cpuCalls = new LongAdder();
    private final LongAdder innerCpuNanos = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder bytesCalls = new LongAdder();
    private final LongAdder innerBytes = new LongAdder();

    /**
     * Adds what a call used.
     *
     * @param within the sums of the operation whose call this one ran inside
     * @param cpu -1 when it was not read
     * @param allocated -1 when it was not read
     */
    void add(@Nullable CostSums within, long cpu, long allocated) {
        if (cpu >= 0) {
            cpuNanos.add(cpu * CPU_CALLS);
            cpuCalls.add(CPU_CALLS);
            if (within != null) {
                within.innerCpuNanos.add(cpu * CPU_CALLS);
            }
        }
        if (allocated >= 0) {
            bytes.add(allocated * ALLOCATION_CALLS);
            bytesCalls.add(ALLOCATION_CALLS);
            if (within != null) {
                within.innerBytes.add(allocated * ALLOCATION_CALLS);
            }
        }
    }

    Costs read() {
        return new Costs(
                cpuNanos.sum(), cpuCalls.sum(), innerCpuNanos.sum(), bytes.sum(), bytesCalls.sum(), innerBytes.sum());
    }
}
