package io.governance.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.governance.judge.Examiners;
import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A dependency behind a time limit, retries, a circuit breaker, a bulkhead and a fallback.
 *
 * <p>When the primary cannot answer, the fallback does, and the call around it is marked DEGRADED; a guard without a
 * fallback passes the primary's own exception on, and marks the call REJECTED when the primary was not even asked. Every
 * guard has meters and is part of health: an open circuit is a finding. Thread-safe.
 *
 * <p>With a time limit the primary runs on a thread of the guard, which is interrupted when the time is over; its
 * database statements are then not counted into the caller's call.
 *
 * @param <T> the answer
 */
public final class Guard<T> {
    /** None of them is retried, and none of them opens the circuit. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // Resilience4j takes an array of classes
    private static final Class<? extends Throwable>[] NOT_THE_DEPENDENCYS_FAULT = new Class[] {
        CallNotPermittedException.class,
        BulkheadFullException.class,
        AcquirePermissionCancelledException.class,
        InterruptedException.class
    };

    private final String name;
    private final Operation.Body<? extends T, ? extends Exception> primary;
    private final Operation.@Nullable Body<? extends T, ? extends Exception> fallback;
    private final Retry retry;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final @Nullable TimeLimit timeLimit;
    private final LongAdder fallbacks = new LongAdder();

    private Guard(
            Builder settings,
            Operation.Body<? extends T, ? extends Exception> primary,
            Operation.@Nullable Body<? extends T, ? extends Exception> fallback) {
        this.name = settings.operation.name() + "." + settings.name;
        this.primary = primary;
        this.fallback = fallback;
        this.retry = Retry.of(
                name,
                RetryConfig.custom()
                        .maxAttempts(settings.retries + 1)
                        .waitDuration(settings.pause)
                        .ignoreExceptions(NOT_THE_DEPENDENCYS_FAULT)
                        .build());
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .failureRateThreshold(settings.failurePercent)
                        .slidingWindowSize(settings.breakerCalls)
                        .minimumNumberOfCalls(settings.breakerCalls)
                        .waitDurationInOpenState(settings.openFor)
                        .ignoreExceptions(NOT_THE_DEPENDENCYS_FAULT)
                        .clock(new BreakerClock(settings.operation.operations().time()))
                        .build());
        this.bulkhead = Bulkhead.of(
                name,
                BulkheadConfig.custom().maxConcurrentCalls(settings.concurrent).build());
        this.timeLimit = settings.timeLimit == null ? null : new TimeLimit(name, settings.timeLimit, bulkhead);
        settings.operation
                .operations()
                .service(Examiners.class)
                .register(new GuardExaminer(name, settings.operation.name(), breaker));
        GuardMeters.bind(settings.operation.operations().service(MeterRegistry.class), name, breaker, fallbacks);
    }

    /**
     * Starts a guard for a dependency of an operation.
     *
     * @param name the dependency, such as {@code price}
     */
    public static Builder builder(Operation operation, String name) {
        return new Builder(operation, name);
    }

    /**
     * Asks the primary, and the fallback if it cannot answer.
     *
     * @throws X what the primary threw when there is no fallback, or what the fallback threw; inferred
     */
    public <X extends Exception> T call() throws X {
        try {
            return breaker.executeCallable(() -> bulkhead.executeCallable(() -> retry.executeCallable(this::once)));
        } catch (Exception e) {
            return instead(e);
        }
    }

    private T once() throws Exception {
        return timeLimit == null ? primary.run() : timeLimit.run(primary);
    }

    @SuppressWarnings("unchecked") // the caller names the checked exceptions of what it guards
    private <X extends Exception> T instead(Exception failure) throws X {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt(); // the caller is still asked to stop
        }
        Call call = Call.current();
        if (fallback == null) {
            if (call != null && isRejection(failure)) {
                call.mark(Outcome.REJECTED);
            }
            throw (X) failure;
        }
        fallbacks.increment();
        if (call != null) {
            call.mark(Outcome.DEGRADED);
        }
        try {
            return fallback.run();
        } catch (Exception e) {
            if (e != failure) {
                e.addSuppressed(failure);
            }
            throw (X) e;
        }
    }

    private static boolean isRejection(Exception failure) {
        return failure instanceof CallNotPermittedException
                || failure instanceof BulkheadFullException
                || failure instanceof AcquirePermissionCancelledException;
    }

    /** Returns how many calls the fallback had to answer. */
    public long fallbacks() {
        return fallbacks.sum();
    }

    /** Returns whether the circuit breaker lets calls through to the primary. */
    public boolean isClosed() {
        return breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    /** What may be said about a guard. Not thread-safe. */
    public static final class Builder {
        private final Operation operation;
        private final String name;
        private int retries;
        private Duration pause = Duration.ofMillis(10);
        private int concurrent = 64;
        private int failurePercent = 50;
        private int breakerCalls = 20;
        private Duration openFor = Duration.ofSeconds(5);
        private @Nullable Duration timeLimit;

        private Builder(Operation operation, String name) {
            this.operation = operation;
            this.name = name;
        }

        /** Gives the primary at most this long, each time it is asked; no limit unless set. */
        public Builder timeLimit(Duration longest) {
            timeLimit = longest;
            return this;
        }

        /** Asks again this often after a failure; never unless set. */
        public Builder retries(int times) {
            retries = times;
            return this;
        }

        /** Waits this long before asking again; 10 ms unless set. */
        public Builder pause(Duration between) {
            pause = between;
            return this;
        }

        /** Lets at most this many callers in at once; 64 unless set. */
        public Builder concurrent(int callers) {
            concurrent = callers;
            return this;
        }

        /** Opens the circuit when this share of the last calls failed; 50 % of 20 calls, for 5 s, unless set. */
        public Builder openAt(int percentFailed, int ofCalls, Duration open) {
            failurePercent = percentFailed;
            breakerCalls = ofCalls;
            openFor = open;
            return this;
        }

        /**
         * Returns the guard.
         *
         * @param fallback answers when the primary cannot: another implementation, a stale or a default value
         * @throws IllegalArgumentException with every contradiction in the settings, one a line
         */
        public <T> Guard<T> build(
                Operation.Body<? extends T, ? extends Exception> primary,
                Operation.Body<? extends T, ? extends Exception> fallback) {
            check();
            return new Guard<>(
                    this,
                    Objects.requireNonNull(primary, "the primary of guard " + name + " is missing"),
                    Objects.requireNonNull(fallback, "the fallback of guard " + name + " is missing"));
        }

        /** Returns a guard without a fallback: what the primary throws reaches the caller. */
        public <T> Guard<T> build(Operation.Body<? extends T, ? extends Exception> primary) {
            check();
            return new Guard<>(
                    this, Objects.requireNonNull(primary, "the primary of guard " + name + " is missing"), null);
        }

        private void check() {
            List<String> problems = new ArrayList<>();
            if (name.isBlank()) {
                problems.add("name: found a blank one, expected the dependency, such as price");
            }
            atLeast(problems, "retries", retries, 0);
            atLeast(problems, "concurrent", concurrent, 1);
            atLeast(problems, "ofCalls", breakerCalls, 1);
            if (failurePercent < 1 || failurePercent > 100) {
                problems.add("percentFailed: found " + failurePercent + ", expected 1 to 100");
            }
            if (timeLimit != null && (timeLimit.isNegative() || timeLimit.isZero())) {
                problems.add("timeLimit: found " + timeLimit + ", expected more than zero");
            }
            if (pause.isNegative()) {
                problems.add("pause: found " + pause + ", expected 0 or more");
            }
            if (openFor.isNegative() || openFor.isZero()) {
                problems.add("open: found " + openFor + ", expected more than zero");
            }
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("guard '" + name + "' of " + operation.name()
                        + " cannot be built:\n  " + String.join("\n  ", problems));
            }
        }

        private static void atLeast(List<String> problems, String key, int found, int least) {
            if (found < least) {
                problems.add(key + ": found " + found + ", expected " + least + " or more");
            }
        }
    }
}
