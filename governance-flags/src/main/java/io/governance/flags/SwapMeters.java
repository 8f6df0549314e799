package io.governance.flags;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows a swap to Micrometer. */
final class SwapMeters {
    private SwapMeters() {}

    static void bind(MeterRegistry registry, String swap, Supplier<SwapState> state, LongSupplier rescued) {
        Gauge.builder("governance.swap.share", () -> state.get().share())
                .tag("swap", swap)
                .description("share of the calls that goes to the new side")
                .register(registry);
        Gauge.builder("governance.swap.attempt", () -> state.get().attempt())
                .tag("swap", swap)
                .description("1 plus the rollbacks that were followed by another attempt")
                .register(registry);
        FunctionCounter.builder("governance.swap.rescued", rescued, LongSupplier::getAsLong)
                .tag("swap", swap)
                .description("callers who got the old side's answer because the new side had failed")
                .register(registry);
    }
}
