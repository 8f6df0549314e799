package io.governance.measure;

import java.util.concurrent.atomic.LongAdder;

/**
 * What calls of other operations used inside the calls of one operation, scaled up from those that were read: what is
 * to be taken off its own CPU time and allocation before those of all operations may be added.
 */
final class InnerCosts {
    private final LongAdder cpuNanos = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /**
     * Adds what an inner call used.
     *
     * @param cpuNanos -1 when it was not read
     * @param cpuWeight how many calls of the inner operation a reading stands for
     */
    void add(long cpuNanos, double cpuWeight, long allocatedBytes, double bytesWeight) {
        if (cpuNanos >= 0) {
            this.cpuNanos.add(Math.round(cpuNanos * cpuWeight));
        }
        if (allocatedBytes >= 0) {
            bytes.add(Math.round(allocatedBytes * bytesWeight));
        }
    }

    long cpuNanos() {
        return cpuNanos.sum();
    }

    long bytes() {
        return bytes.sum();
    }
}
