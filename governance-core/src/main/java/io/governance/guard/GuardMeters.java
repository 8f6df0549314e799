package io.governance.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.function.ToDoubleFunction;

/** Shows a guard to Micrometer. */
final class GuardMeters {
    private static final String TAG = "guard";
    private static final String REASON = "reason";
    private static final String BY = "by";

    private final MeterRegistry registry;
    private final Tags guard;

    GuardMeters(MeterRegistry registry, String guard) {
        this.registry = registry;
        this.guard = Tags.of(TAG, guard);
    }

    /** The age of what was served stale; recorded into by the fallbacks. */
    Timer staleAge() {
        return Timer.builder("governance.guard.stale.age")
                .tags(guard)
                .description("age of the last good values that were served")
                .register(registry);
    }

    void bind(Parts parts) {
        CircuitBreaker breaker = parts.breaker();
        gauge("governance.guard.open", breaker, b -> isOpen(b) ? 1 : 0, "1 while the dependency is not asked");
        gauge(
                "governance.guard.state",
                breaker,
                b -> isOpen(b) ? 2 : b.getState() == CircuitBreaker.State.HALF_OPEN ? 1 : 0,
                "circuit breaker: 0 closed, 1 trying again, 2 open");
        gauge(
                "governance.guard.failure.rate",
                breaker,
                b -> b.getMetrics().getFailureRate() / 100,
                "share of the last calls that failed; -0.01 while there are too few");
        gauge(
                "governance.guard.inside",
                parts.bulkhead(),
                b -> b.getBulkheadConfig().getMaxConcurrentCalls()
                        - b.getMetrics().getAvailableConcurrentCalls(),
                "callers that are inside now");
        gauge(
                "governance.guard.running",
                parts.timeLimit(),
                TimeLimit::running,
                "primaries on the guard's threads, those given up but deaf among them");
        bind(parts.counts());
    }

    private static boolean isOpen(CircuitBreaker breaker) {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    private void bind(GuardCounts counts) {
        count("governance.guard.calls", guard, counts, GuardCount.CALLS, "calls that were let in");
        count("governance.guard.retries", guard, counts, GuardCount.RETRIES, "times the primary was asked again");
        String notRetried = "governance.guard.retries.refused";
        String notAgain = "failures after which the primary was not asked again";
        count(notRetried, guard.and(REASON, "budget"), counts, GuardCount.NOT_RETRIED_FOR_BUDGET, notAgain);
        count(notRetried, guard.and(REASON, "deadline"), counts, GuardCount.NOT_RETRIED_FOR_DEADLINE, notAgain);
        String rejected = "governance.guard.rejected";
        String notAsked = "times the primary was not asked";
        count(rejected, guard.and(BY, "bulkhead"), counts, GuardCount.REFUSED_BY_BULKHEAD, notAsked);
        count(rejected, guard.and(BY, "circuit"), counts, GuardCount.REFUSED_BY_CIRCUIT, notAsked);
        count(rejected, guard.and(BY, "rate"), counts, GuardCount.REFUSED_BY_RATE, notAsked);
        String late = "governance.guard.timeouts";
        String givenUp = "answers that nobody waited for any longer";
        count(late, guard.and(BY, "limit"), counts, GuardCount.BEYOND_TIME_LIMIT, givenUp);
        count(late, guard.and(BY, "deadline"), counts, GuardCount.BEYOND_DEADLINE, givenUp);
        count(
                "governance.guard.fallbacks.failed",
                guard,
                counts,
                GuardCount.FALLBACKS_FAILED,
                "fallbacks that had no answer");
        for (int i = 0; i < counts.places(); i++) {
            int place = i;
            counter(
                    "governance.guard.fallbacks",
                    guard.and("number", Integer.toString(place + 1)),
                    counts,
                    c -> c.fallbacks(place),
                    "calls that this fallback answered");
        }
    }

    private void count(String name, Tags tags, GuardCounts counts, GuardCount count, String description) {
        counter(name, tags, counts, c -> c.sum(count), description);
    }

    private void counter(
            String name, Tags tags, GuardCounts counts, ToDoubleFunction<GuardCounts> value, String description) {
        FunctionCounter.builder(name, counts, value)
                .tags(tags)
                .description(description)
                .register(registry);
    }

    private <S> void gauge(String name, S of, ToDoubleFunction<S> value, String description) {
        Gauge.builder(name, of, value).tags(guard).description(description).register(registry);
    }
}
