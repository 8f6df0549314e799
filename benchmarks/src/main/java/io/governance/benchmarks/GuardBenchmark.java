package io.governance.benchmarks;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.governance.Governance;
import io.governance.guard.Guard;
import io.governance.measure.Operation;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A guarded call that goes well beside Resilience4j's decorators with the same parts in the same order. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GuardBenchmark {
    private static final Integer ANSWER = 42;
    private static final int CALLERS = 64;
    private static final int WINDOW = 20;
    private static final int RATE = 1_000_000_000;

    private final Governance governance = Governance.builder().manual().build();
    private final Operation operation = governance.operation("bench");
    private final Guard<Integer> guard = Guard.builder(operation, "plain")
            .retries(2)
            .concurrent(CALLERS)
            .openAt(50, WINDOW, Duration.ofSeconds(5))
            .build(() -> ANSWER, () -> 0);
    private final Guard<Integer> limited = Guard.builder(operation, "rate")
            .retries(2)
            .concurrent(CALLERS)
            .openAt(50, WINDOW, Duration.ofSeconds(5))
            .rate(RATE, Duration.ofSeconds(1))
            .build(() -> ANSWER, () -> 0);
    private final Callable<Integer> decorated = decorated(false);
    private final Callable<Integer> decoratedAndLimited = decorated(true);

    private static Callable<Integer> decorated(boolean isLimited) {
        Callable<Integer> inner = () -> ANSWER;
        if (isLimited) {
            inner = RateLimiter.decorateCallable(
                    RateLimiter.of(
                            "bench",
                            RateLimiterConfig.custom()
                                    .limitForPeriod(RATE)
                                    .limitRefreshPeriod(Duration.ofSeconds(1))
                                    .timeoutDuration(Duration.ZERO)
                                    .build()),
                    inner);
        }
        CircuitBreaker breaker = CircuitBreaker.of(
                "bench",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(WINDOW)
                        .build());
        Retry retry = Retry.of("bench", RetryConfig.custom().maxAttempts(3).build());
        Bulkhead bulkhead = Bulkhead.of(
                "bench", BulkheadConfig.custom().maxConcurrentCalls(CALLERS).build());
        return Bulkhead.decorateCallable(
                bulkhead, Retry.decorateCallable(retry, CircuitBreaker.decorateCallable(breaker, inner)));
    }

    /** Closes what was built. */
    @TearDown
    public void close() {
        governance.close();
    }

    /** Ours: bulkhead, retry with budget, circuit breaker, fallback, meters. */
    @Benchmark
    public Object guardedCall() {
        return guard.<RuntimeException>call();
    }

    /** Theirs: bulkhead, retry, circuit breaker. */
    @Benchmark
    public Object decoratedCall() throws Exception {
        return decorated.call();
    }

    /** Ours with a rate limit. */
    @Benchmark
    public Object guardedCallWithRate() {
        return limited.<RuntimeException>call();
    }

    /** Theirs with a rate limit. */
    @Benchmark
    public Object decoratedCallWithRate() throws Exception {
        return decoratedAndLimited.call();
    }
}
