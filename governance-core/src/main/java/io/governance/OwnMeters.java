package io.governance;

import io.governance.measure.Operations;
import io.governance.show.Alerts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Shows to Micrometer how well the library itself is: what it failed at, dropped or had to put together. */
final class OwnMeters {
    private OwnMeters() {}

    static void bind(
            MeterRegistry registry, Rounds rounds, Operations operations, Alerts alerts, Complaints complaints) {
        counter(registry, "governance.complaints", complaints, Complaints::count, "failures of the library itself");
        counter(
                registry,
                "governance.misuses",
                operations,
                Operations::misuses,
                "calls that were not ended as they began");
        counter(
                registry,
                "governance.late.additions",
                operations,
                Operations::lateAdditions,
                "what came for a call that had ended");
        counter(
                registry,
                "governance.operations.overflowed",
                operations,
                Operations::overflowed,
                "operations that share one table, since there were too many");
        counter(registry, "governance.alerts.undelivered", alerts, Alerts::undelivered, "notifications lost");
        counter(registry, "governance.alerts.held", alerts, Alerts::heldBack, "changes told only in a summary");
        Gauge.builder("governance.calls.open", operations, Operations::openCalls)
                .description("calls that were begun and have not ended")
                .register(registry);
        Gauge.builder("governance.alerts.open", alerts, a -> a.open().size())
                .description("alerts that hold now")
                .register(registry);
        Gauge.builder("governance.level", rounds, r -> r.latest().level().ordinal())
                .description(
                        "the worst level now: 0 no data, 1 acceptable, 2 not acceptable, 3 info, 4 warning, 5 critical")
                .register(registry);
    }

    private static <T> void counter(
            MeterRegistry registry, String name, T of, ToDoubleFunction<T> count, String description) {
        FunctionCounter.builder(name, of, count).description(description).register(registry);
    }
}
