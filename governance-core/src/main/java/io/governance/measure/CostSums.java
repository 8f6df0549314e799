package io.governance.measure;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Adds up what was read of calls; touched by one call in eight. Thread-safe. */
final class CostSums {
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
     * @param turn how many calls came before it
     * @param cpu -1 when it was not read
     * @param allocated -1 when it was not read
     */
    void add(@Nullable CostSums within, int turn, long cpu, long allocated) {
        if (cpu >= 0) {
            int calls = turn == 0 ? 1 : Call.CPU_TURN;
            cpuNanos.add(cpu * calls);
            cpuCalls.add(calls);
            if (within != null) {
                within.innerCpuNanos.add(cpu * calls);
            }
        }
        if (allocated >= 0) {
            int calls = turn == 0 ? 1 : Call.ALLOCATION_TURN;
            bytes.add(allocated * calls);
            bytesCalls.add(calls);
            if (within != null) {
                within.innerBytes.add(allocated * calls);
            }
        }
    }

    Costs read() {
        return new Costs(
                cpuNanos.sum(), cpuCalls.sum(), innerCpuNanos.sum(), bytes.sum(), bytesCalls.sum(), innerBytes.sum());
    }
}
