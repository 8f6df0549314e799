package io.governance.judge;

import io.governance.measure.Signal;
import java.util.function.DoubleSupplier;

/** Holds memory and CPU of this process against the policy. */
final class ProcessExaminer implements Examiner {
    private final DoubleSupplier memoryBytes;
    private final DoubleSupplier cpuShare;

    ProcessExaminer(DoubleSupplier memoryBytes, DoubleSupplier cpuShare) {
        this.memoryBytes = memoryBytes;
        this.cpuShare = cpuShare;
    }

    @Override
    public void examine(Examination.Draft draft) {
        draft.reading(
                Signal.MEMORY,
                "process",
                memoryBytes.getAsDouble(),
                1,
                "compare with the live set after collection before calling it a leak");
        double share = cpuShare.getAsDouble();
        draft.reading(
                Signal.CPU,
                "process",
                share,
                Double.isNaN(share) ? 0 : draft.policy().minimumSamples(),
                "look at which operations the time goes to");
    }
}
