package io.governance.instance;

import io.governance.measure.ManualTime;
import java.time.Duration;
import java.util.function.Supplier;

/** Counters of a machine with two processors that a test sets. */
final class Readings implements Supplier<Counters> {
    final ManualTime time = new ManualTime();
    int processors = 2;
    double cpuNanos;
    double compilationNanos;
    double allocatedBytes;
    CgroupCpu group = new CgroupCpu(Double.POSITIVE_INFINITY, 2, 0, 0, 0);
    double safepointNanos;
    final PauseLog pauses = new PauseLog();
    InstanceSnapshot.Memory memory = memory(1e9, 5e8, Double.NaN);
    InstanceSnapshot.Files files = new InstanceSnapshot.Files(10, 1_000);

    static InstanceSnapshot.Memory memory(double resident, double workingSet, double limit) {
        return new InstanceSnapshot.Memory(resident, 3e8, 4e8, 1e8, 2e8, workingSet, limit);
    }

    void pause(Duration length) {
        long now = time.nanos();
        pauses.paused(new Pause("G1 Young Generation (G1 Evacuation Pause)", now - length.toNanos(), now));
    }

    @Override
    public Counters get() {
        return new Counters(
                time.nanos(),
                processors,
                cpuNanos,
                compilationNanos,
                Double.NaN,
                allocatedBytes,
                group,
                safepointNanos,
                pauses.pauseNanos(),
                pauses.cycleNanos(),
                pauses.pauses(),
                memory,
                new InstanceSnapshot.Threads(20, 25, Double.NaN, Double.NaN),
                files);
    }
}
