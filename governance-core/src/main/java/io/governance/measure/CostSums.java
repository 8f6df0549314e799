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
            long calls = calls(call, CallStack.CPU_TURN);
            cpuNanos.add(call.cpuNanos * calls);
            cpuCalls.add(calls);
        }
        if (call.allocatedBytes >= 0) {
            long calls = calls(call, CallStack.ALLOCATION_TURN);
            bytes.add(call.allocatedBytes * calls);
            bytesCalls.add(calls);
        }
    }

    /** Adds what a call inside, on the same thread, used: it is part of what the calls here are read to use. */
    void addInner(Call inner) {
        innerCpuNanos.add(Math.max(0, inner.cpuNanos) * calls(inner, CallStack.CPU_TURN));
        innerBytes.add(Math.max(0, inner.allocatedBytes) * calls(inner, CallStack.ALLOCATION_TURN));
    }

    /** The first call, which is always read and slower than the others, stands for itself alone. */
    private static long calls(Call call, int turn) {
        return (call.state & CallState.FIRST) == 0 ? turn : 1;
    }

    Costs read() {
        return new Costs(
                cpuNanos.sum(), cpuCalls.sum(), innerCpuNanos.sum(), bytes.sum(), bytesCalls.sum(), innerBytes.sum());
    }
}
