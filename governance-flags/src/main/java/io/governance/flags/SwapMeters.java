package io.governance.flags;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shows a swap to Micrometer. */
final class SwapMeters {
    private SwapMeters() {}

    /** Returns what takes the meters away: a swap of the same name may be opened again. */
    static Runnable bind(MeterRegistry registry, String swap, Supplier<SwapState> state, LongSupplier rescued) {
        List<Meter> meters = List.of(
                Gauge.builder("governance.swap.share", () -> state.get().share())
                        .tag("swap", swap)
                        .description("share of the calls that goes to the new side")
                        .register(registry),
                Gauge.builder("governance.swap.attempt", () -> state.get().attempt())
                        .tag("swap", swap)
                        .description("1 plus the rollbacks that were followed by another attempt")
                        .register(registry),
                FunctionCounter.builder("governance.swap.rescued", rescued, LongSupplier::getAsLong)
                        .tag("swap", swap)
                        .description("callers who got the old side's answer because the new side had failed")
                        .register(registry));
        return () -> meters.forEach(registry::remove);
    }
}
