package io.governance.guard;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import io.governance.measure.Time;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Circuit breaker and rate limit, in this order, around one asking of the primary. */
final class Gate {
    private final CircuitBreaker breaker;
    private final @Nullable RateLimiter rate;
    private final Time time;
    private final GuardCounts counts;
    private final Predicate<? super Exception> countsAsFailure;

    Gate(
            CircuitBreaker breaker,
            @Nullable RateLimiter rate,
            Time time,
            GuardCounts counts,
            Predicate<? super Exception> countsAsFailure) {
        this.breaker = breaker;
        this.rate = rate;
        this.time = time;
        this.counts = counts;
        this.countsAsFailure = countsAsFailure;
    }

    /** Lets one asking through and returns when it began, or throws what refuses it. */
    long enter() {
        try {
            breaker.acquirePermission();
        } catch (CallNotPermittedException e) {
            counts.add(GuardCount.REFUSED_BY_CIRCUIT);
            throw e;
        }
        if (rate != null && !rate.acquirePermission()) {
            breaker.releasePermission();
            counts.add(GuardCount.REFUSED_BY_RATE);
            throw RequestNotPermitted.createRequestNotPermitted(rate);
        }
        return time.nanos();
    }

    void answered(long startNanos) {
        breaker.onSuccess(time.nanos() - startNanos, TimeUnit.NANOSECONDS);
    }

    void failed(long startNanos, Throwable failure) {
        switch (FailureKind.of(failure, countsAsFailure)) {
            case FAILURE, ERROR -> breaker.onError(time.nanos() - startNanos, TimeUnit.NANOSECONDS, failure);
            case ANSWER -> answered(startNanos);
            case REFUSAL, INTERRUPT, OUT_OF_TIME -> givenUp();
        }
    }

    /** It neither answered nor failed. */
    void givenUp() {
        breaker.releasePermission();
    }
}
