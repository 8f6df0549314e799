package io.governance.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.governance.measure.Time;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What all uses of one guard share, from the outermost part to the innermost. */
record Parts(
        String name,
        Predicate<? super Exception> countsAsFailure,
        Bulkhead bulkhead,
        Retries retries,
        RetryBudget budget,
        CircuitBreaker breaker,
        Gate gate,
        @Nullable Duration limit,
        TimeLimit timeLimit,
        TimeLimit fallbackLimit,
        Executor threads,
        Pauses pauses,
        GuardCounts counts,
        Timer staleAge) {

    static Parts of(String name, GuardSettings settings, Time time, GuardCounts counts, Timer staleAge) {
        Bulkhead bulkhead = Bulkhead.of(
                name,
                BulkheadConfig.custom().maxConcurrentCalls(settings.concurrent).build());
        CircuitBreaker breaker = breaker(name, settings, time);
        RetryBudget budget = new RetryBudget(settings.budgetPercent / 100.0, settings.budgetFloor, time);
        Backoff backoff =
                new Backoff(Deadline.nanos(settings.pause), Deadline.nanos(settings.longestPause()), settings.random);
        GuardThreads threads = new GuardThreads(name);
        return new Parts(
                name,
                settings.countsAsFailure,
                bulkhead,
                new Retries(settings.retries, backoff, budget, counts, settings.countsAsFailure),
                budget,
                breaker,
                new Gate(breaker, rate(name, settings, time), time, counts, settings.countsAsFailure),
                settings.timeLimit,
                new TimeLimit(name, bulkhead, threads, settings.pauses, counts, time),
                new TimeLimit(name + "'s fallback", bulkhead, threads, settings.pauses, new GuardCounts(0), time),
                threads,
                settings.pauses,
                counts,
                staleAge);
    }

    /**
     * Without a lock, so that no caller waits for another and no virtual thread is pinned. A window of one call is the
     * exception: without a lock Resilience4j 2.4 throws a NullPointerException there (its issue 2379).
     */
    private static CircuitBreaker breaker(String name, GuardSettings settings, Time time) {
        return CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(settings.failurePercent)
                        .slidingWindow(
                                settings.breakerCalls,
                                settings.breakerCalls,
                                SlidingWindowType.COUNT_BASED,
                                settings.breakerCalls > 1
                                        ? SlidingWindowSynchronizationStrategy.LOCK_FREE
                                        : SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
                        .waitDurationInOpenState(settings.openFor)
                        .clock(new BreakerClock(time))
                        .build());
    }

    private static @Nullable RateLimiter rate(String name, GuardSettings settings, Time time) {
        if (settings.ratePer == null) {
            return null;
        }
        return new AtomicRateLimiter(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(settings.rate)
                        .limitRefreshPeriod(settings.ratePer)
                        .timeoutDuration(Duration.ZERO)
                        .build(),
                time::nanos);
    }

    /** How long the primary may take this time. */
    Allowance allowance() throws LateException {
        Deadline deadline = Deadline.current();
        if (deadline != null && deadline.isOver()) {
            counts.add(GuardCount.BEYOND_DEADLINE);
        }
        return Allowance.of(limit, deadline, name);
    }

    /** Lets a caller in; whoever is let in calls {@link Bulkhead#onComplete()}. */
    void enter() {
        try {
            bulkhead.acquirePermission();
        } catch (RuntimeException e) {
            counts.add(GuardCount.REFUSED_BY_BULKHEAD);
            throw e;
        }
    }

    FailureKind kindOf(Throwable failure) {
        return FailureKind.of(failure, countsAsFailure);
    }
}
