package io.governance.measure;

import java.util.concurrent.atomic.LongAdder;

/** Adds up what was read of calls; touched by one call in eight. Thread-safe. */
final class CostSums {
    private final LongAdder cpuNanos = new LongAdder();
    private final LongAdder cpuCalls = new LongAdder();
    private final LongAdder innerCpuNanos = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder bytesCalls = new LongAdder();
    private final LongAdder innerBytes = new LongAdder();

    /** Adds what was read of a call, if anything was. */
    void add(Call call) {
        if (call.cpuNanos >= 0) {
            cpuNanos.add(call.cpuNanos * CallStack.CPU_TURN);
            cpuCalls.add(CallStack.CPU_TURN);
        }
        if (call.allocatedBytes >= 0) {
            bytes.add(call.allocatedBytes * CallStack.ALLOCATION_TURN);
            bytesCalls.add(CallStack.ALLOCATION_TURN);
        }
    }

    /** Adds what a call inside, on the same thread, used: it is part of what the calls here are read to use. */
    void addInner(Call inner) {
        innerCpuNanos.add(Math.max(0, inner.cpuNanos) * CallStack.CPU_TURN);
        innerBytes.add(Math.max(0, inner.allocatedBytes) * CallStack.ALLOCATION_TURN);
    }

    Costs read() {
        return new Costs(
                cpuNanos.sum(), cpuCalls.sum(), innerCpuNanos.sum(), bytes.sum(), bytesCalls.sum(), innerBytes.sum());
    }
}
