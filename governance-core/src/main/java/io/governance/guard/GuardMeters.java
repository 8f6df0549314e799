package io.governance.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** Shows a guard to Micrometer. */
final class GuardMeters {
    private static final String TAG = "guard";

    private GuardMeters() {}

    static void bind(MeterRegistry registry, String guard, CircuitBreaker breaker, LongAdder fallbacks) {
        Gauge.builder("governance.guard.open", breaker, b -> b.getState() == CircuitBreaker.State.OPEN ? 1 : 0)
                .tag(TAG, guard)
                .description("1 while the dependency is not asked")
                .register(registry);
        Gauge.builder(
                        "governance.guard.failure.rate",
                        breaker,
                        b -> b.getMetrics().getFailureRate() / 100)
                .tag(TAG, guard)
                .description("share of the last calls that failed; -0.01 while there are too few")
                .register(registry);
        FunctionCounter.builder("governance.guard.fallbacks", fallbacks, LongAdder::sum)
                .tag(TAG, guard)
                .description("calls that the fallback had to answer")
                .register(registry);
    }
}
