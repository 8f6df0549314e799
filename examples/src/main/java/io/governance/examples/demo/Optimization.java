package io.governance.examples.demo;

import io.governance.audit.OptimizationRecord;
import io.governance.examples.orderdesk.Dashboard;
import io.governance.flags.Swap;
import io.governance.flags.Target;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The optimization that the demo is about, handed from step to step. */
final class Optimization {
    static final String NAME = "dashboard-2027";

    private @Nullable Swap<Long, Dashboard> swap;
    private @Nullable OptimizationRecord record;

    /** Opens the swap with the targets of the protocol: 70 % less time, 90 % fewer queries. */
    Swap<Long, Dashboard> open(Desk desk) {
        Swap<Long, Dashboard> opened = desk.swap(
                NAME,
                desk.optimized::load,
                desk.settings.rollout(),
                Target.responseTime().fasterByAtLeast(70),
                Target.queries().fewerByAtLeast(90));
        swap = opened;
        return opened;
    }

    Swap<Long, Dashboard> swap() {
        return Objects.requireNonNull(swap, "the plan step opens the swap");
    }

    void record(OptimizationRecord written) {
        record = written;
    }

    OptimizationRecord record() {
        return Objects.requireNonNull(record, "the plan step opens the record");
    }
}
