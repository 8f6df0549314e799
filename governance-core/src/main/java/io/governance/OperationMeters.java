package io.governance;

import io.governance.measure.BucketLayout;
import io.governance.measure.Histogram;
import io.governance.measure.Operation;
import io.governance.measure.Snapshot;
import io.governance.measure.Window;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Shows an operation to Micrometer. Nothing is recorded twice: meters read our own tables, at most once a collection.
 */
final class OperationMeters {
    /** A snapshot is a hundred times as large, and there is one of these for every operation. */
    private record Total(long calls, double nanos, long errors, long degraded, long rejected, double queries) {
        static Total of(Snapshot now) {
            double nanos = now.calls() == 0 ? 0 : now.responseTime().mean() * now.calls();
            return new Total(now.calls(), nanos, now.errors(), now.degraded(), now.rejected(), sum(now.queries()));
        }
    }

    private final Operation operation;
    private volatile Total total;

    private OperationMeters(Operation operation) {
        this.operation = operation;
        this.total = Total.of(operation.sinceStart());
    }

    /** Binds the meters and returns what refreshes them. */
    static Runnable bind(Operation operation, MeterRegistry registry) {
        OperationMeters meters = new OperationMeters(operation);
        String tag = "operation";
        FunctionTimer.builder(
                        "governance.calls", meters, m -> m.total.calls(), m -> m.total.nanos(), TimeUnit.NANOSECONDS)
                .tag(tag, operation.name())
                .description("calls of the operation and the time they took")
                .register(registry);
        counter(meters, registry, "error", s -> s.errors());
        counter(meters, registry, "degraded", s -> s.degraded());
        counter(meters, registry, "rejected", s -> s.rejected());
        FunctionCounter.builder("governance.queries", meters, m -> m.total.queries())
                .tag(tag, operation.name())
                .description("database queries of the operation")
                .register(registry);
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            Gauge.builder("governance.response.time", meters, m -> m.seconds(share))
                    .tag(tag, operation.name())
                    .tag("quantile", Double.toString(share))
                    .description("response time over the last five minutes")
                    .baseUnit("seconds")
                    .register(registry);
        }
        return meters::refresh;
    }

    private static void counter(
            OperationMeters meters, MeterRegistry registry, String outcome, ToDoubleFunction<Total> count) {
        FunctionCounter.builder("governance.outcomes", meters, m -> count.applyAsDouble(m.total))
                .tag("operation", meters.operation.name())
                .tag("outcome", outcome)
                .description("calls that did not simply succeed")
                .register(registry);
    }

    private void refresh() {
        total = Total.of(operation.sinceStart());
    }

    private double seconds(double share) {
        return operation.snapshot(Window.FIVE_MINUTES).responseTime().quantile(share) / 1e9;
    }

    private static double sum(Histogram counts) {
        long[] dense = counts.toArray();
        double sum = 0;
        for (int bucket = 0; bucket < dense.length; bucket++) {
            sum += dense[bucket] * BucketLayout.COUNT.representative(bucket);
        }
        return sum;
    }
}
