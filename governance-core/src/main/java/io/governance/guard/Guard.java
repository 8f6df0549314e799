package io.governance.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.governance.judge.Examiners;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;

/**
 * A dependency behind fallbacks, a bulkhead, retries with a budget, a circuit breaker, a rate limit and a time limit.
 *
 * <p>The order of the parts is fixed, from the outermost: <em>fallbacks</em> answer for whatever failed or was refused
 * inside; the <em>bulkhead</em> bounds the callers that are held up, their pauses between retries included; the
 * <em>retries</em> ask again, for a failure of the dependency only, while the <em>budget</em> pays for it and the
 * {@link Deadline} leaves time; the <em>circuit breaker</em> sees every asking, so that it opens after as many failures
 * as it was told, and then ends the retries too; the <em>rate limit</em> counts every asking that reaches the
 * dependency; the <em>time limit</em> holds for one asking, and running into it is a failure as any other. The reasons
 * are in {@code docs/guard.md}.
 *
 * <p>When the primary cannot answer, the first fallback that can does, and the call around it is marked DEGRADED; when
 * none can, the failure reaches the caller, and the call is marked REJECTED if a bulkhead, circuit breaker or rate limit
 * refused it. A failure that {@link Builder#countsAsFailure} says is none reaches the caller as it is. Every guard has
 * meters and is part of health. Thread-safe.
 *
 * <p>With a time limit, or under a deadline, the primary runs on a thread of the guard, of its caller's kind (virtual or
 * not), with what Micrometer's context propagation carries; it is interrupted when the time is over or the caller is
 * interrupted. Without both it runs on the caller's thread: no lock is taken, and nothing is allocated but the circuit
 * breaker's record.
 *
 * @param <T> the answer
 */
public final class Guard<T> {
    private final Parts parts;
    private final Primary<T> primary;
    private final FallbackChain<T> chain;

    private Guard(Parts parts, Primary<T> primary, List<Fallback<? extends T>> fallbacks) {
        this.parts = parts;
        this.primary = primary;
        this.chain = new FallbackChain<>(parts, fallbacks);
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
     * Asks the primary, and the fallbacks if it cannot answer; waits for the answer.
     *
     * @throws X what the primary threw when no fallback could answer, or what the last fallback threw; inferred. A
     *     {@link java.util.concurrent.TimeoutException} when the time was over; an exception of Resilience4j when
     *     bulkhead, circuit breaker or rate limit refused
     */
    public <X extends Exception> T call() throws X {
        try {
            return answer();
        } catch (Exception e) {
            @SuppressWarnings("unchecked") // the caller names the checked exceptions of what it guards
            X failure = (X) e;
            throw failure;
        }
    }

    private T answer() throws Exception {
        try {
            return Tries.ask(parts, primary);
        } catch (Exception e) {
            return chain.answer(e);
        }
    }

    /**
     * Asks the primary, and the fallbacks if it cannot answer, without holding up the caller. A primary that gives a
     * stage holds no thread either; one that waits for its answer does so on a thread of the guard. What
     * {@link #call()} would throw fails the future. Cancelling the future gives up the primary and frees its place.
     */
    public CompletableFuture<T> callAsync() {
        return new AsyncCall<>(parts, primary, chain).start();
    }

    /**
     * Returns the same guard around other code: for a primary that needs an argument, such as
     * {@code price.with(() -> fetch(part), Fallback.to(() -> listPrice(part))).call()}. Limits, circuit, budget and
     * meters are shared. Costs three small objects.
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied
    public final <U> Guard<U> with(
            Operation.Body<? extends U, ? extends Exception> otherPrimary, Fallback<? extends U>... fallbacks) {
        return new Guard<>(parts, new Primary.Waiting<>(otherPrimary), List.of(fallbacks));
    }

    /** Returns the same guard around other code that gives a stage. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied
    public final <U> Guard<U> withAsync(
            Operation.Body<? extends CompletionStage<? extends U>, ? extends Exception> otherPrimary,
            Fallback<? extends U>... fallbacks) {
        return new Guard<>(parts, new Primary.Staged<>(otherPrimary), List.of(fallbacks));
    }

    /** Returns how many calls a fallback answered. */
    public long fallbacks() {
        return parts.counts().fallbacks();
    }

    /** Returns whether the circuit breaker lets calls through to the primary. */
    public boolean isClosed() {
        return parts.breaker().getState() == CircuitBreaker.State.CLOSED;
    }

    /** What may be said about a guard. Not thread-safe. */
    public static final class Builder {
        private final Operation operation;
        private final GuardSettings settings;

        private Builder(Operation operation, String name) {
            this.operation = operation;
            this.settings = new GuardSettings(name);
        }

        /** Gives the primary at most this long, each time it is asked; no limit unless set. */
        public Builder timeLimit(Duration longest) {
            settings.timeLimit = longest;
            return this;
        }

        /** Asks again this often after a failure; never unless set. */
        public Builder retries(int times) {
            settings.retries = times;
            return this;
        }

        /**
         * Waits before asking again for a random time of up to this long, twice as long each further time, but never more
         * than a second or this; 10 ms unless set.
         */
        public Builder pause(Duration first) {
            settings.pause = first;
            return this;
        }

        /** Waits before asking again for a random time of up to {@code first}, doubling to {@code longest}. */
        public Builder pause(Duration first, Duration longest) {
            settings.longestPause = longest;
            return pause(first);
        }

        /**
         * Lets retries add at most this share to the calls of any ten seconds, but this many in any case; 10 % and 10
         * unless set.
         */
        public Builder retryBudget(int percentOfCalls, int atLeast) {
            settings.budgetPercent = percentOfCalls;
            settings.budgetFloor = atLeast;
            return this;
        }

        /** Lets at most this many callers in at once; 64 unless set. */
        public Builder concurrent(int callers) {
            settings.concurrent = callers;
            return this;
        }

        /** Opens the circuit when this share of the last calls failed; 50 % of 20 calls, for 5 s, unless set. */
        public Builder openAt(int percentFailed, int ofCalls, Duration open) {
            settings.failurePercent = percentFailed;
            settings.breakerCalls = ofCalls;
            settings.openFor = open;
            return this;
        }

        /** Asks the primary at most this often in each period, retries included; as often as wanted unless set. */
        public Builder rate(int times, Duration per) {
            settings.rate = times;
            settings.ratePer = per;
            return this;
        }

        /**
         * Says which exceptions of the primary are failures; all unless set. One that is none (not found, not valid) is an
         * answer: it is not asked for again, opens no circuit, and reaches the caller without a fallback.
         */
        public Builder countsAsFailure(Predicate<? super Exception> isFailure) {
            settings.countsAsFailure = isFailure;
            return this;
        }

        /** Takes the jitter of pauses from here: numbers from 0 to 1, from any thread. */
        public Builder random(DoubleSupplier uniform) {
            settings.random = uniform;
            return this;
        }

        Builder pauses(Pauses edge) {
            settings.pauses = edge;
            return this;
        }

        /**
         * Returns the guard.
         *
         * @param fallback answers when the primary cannot: another implementation or a default value
         * @throws IllegalArgumentException with every contradiction in the settings, one a line; or when the operation has
         *     a guard of this name already
         */
        public <T> Guard<T> build(
                Operation.Body<? extends T, ? extends Exception> primary,
                Operation.Body<? extends T, ? extends Exception> fallback) {
            settings.check(operation.name());
            present(primary);
            Objects.requireNonNull(fallback, "the fallback of guard " + settings.name + " is missing");
            return make(new Primary.Waiting<>(primary), List.of(Fallback.<T>to(fallback)));
        }

        /** Returns a guard without a fallback: what the primary throws reaches the caller. */
        public <T> Guard<T> build(Operation.Body<? extends T, ? extends Exception> primary) {
            settings.check(operation.name());
            present(primary);
            return make(new Primary.Waiting<>(primary), List.of());
        }

        /** Returns a guard with several fallbacks, which are asked in their order until one answers. */
        @SafeVarargs
        @SuppressWarnings("varargs") // the array is copied
        public final <T> Guard<T> build(
                Operation.Body<? extends T, ? extends Exception> primary,
                Fallback<? extends T> first,
                Fallback<? extends T>... next) {
            settings.check(operation.name());
            present(primary);
            List<Fallback<? extends T>> chain = new ArrayList<>(List.of(next));
            chain.add(0, first);
            return make(new Primary.Waiting<>(primary), List.copyOf(chain));
        }

        /** Returns a guard for a primary that gives a stage, such as a client without blocking. */
        @SafeVarargs
        @SuppressWarnings("varargs") // the array is copied
        public final <T> Guard<T> buildAsync(
                Operation.Body<? extends CompletionStage<? extends T>, ? extends Exception> primary,
                Fallback<? extends T>... fallbacks) {
            settings.check(operation.name());
            present(primary);
            return make(new Primary.Staged<>(primary), List.of(fallbacks));
        }

        private void present(Object primary) {
            Objects.requireNonNull(primary, "the primary of guard " + settings.name + " is missing");
        }

        private <T> Guard<T> make(Primary<T> primary, List<Fallback<? extends T>> chain) {
            Operations operations = operation.operations();
            String name = operation.name() + "." + settings.name;
            GuardNames names = GuardNames.of(operations);
            boolean isShown = names.take(operation, name);
            try {
                return make(primary, chain, name, isShown);
            } catch (RuntimeException | Error e) {
                if (isShown) {
                    names.giveBack(name);
                }
                throw e;
            }
        }

        private <T> Guard<T> make(Primary<T> primary, List<Fallback<? extends T>> chain, String name, boolean isShown) {
            Operations operations = operation.operations();
            MeterRegistry registry = isShown ? operations.service(MeterRegistry.class) : new SimpleMeterRegistry();
            GuardMeters meters = new GuardMeters(registry, name);
            GuardCounts counts = new GuardCounts(chain.size());
            Parts parts = Parts.of(name, settings, operations.time(), counts, meters.staleAge());
            if (isShown) {
                meters.bind(parts);
                operations
                        .service(Examiners.class)
                        .register(new GuardExaminer(name, operation.name(), parts.breaker(), parts.budget()));
            }
            return new Guard<>(parts, primary, chain);
        }
    }
}
