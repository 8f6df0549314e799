package io.governance.flags;

import io.governance.measure.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * An old and a new implementation of the same read behind one call: where a call goes is decided by the stage and a
 * coin, what follows from it by the judge.
 *
 * <p>Only for reads: in SHADOW the same input is run twice. When the new side fails before the swap is complete, the
 * caller gets the old side's answer, and the failure counts against the new side. Thread-safe. A call reads one
 * volatile field, tosses a coin, and adds to counters; it takes no lock and does no I/O.
 *
 * @param <I> what is asked
 * @param <O> what is answered
 */
public final class Swap<I, O> implements AutoCloseable {
    private final Operation operation;
    private final Sides<I, O> sides;
    private final SwapRun run;

    private Swap(Builder<O> settings, Side<I, O> old, Side<I, O> fresh) {
        this.operation = settings.operation;
        SwapRun[] made = new SwapRun[1];
        Sides.Alarm alarm = new Sides.Alarm() {
            @Override
            public void differs(int attempt, String difference) {
                made[0].differs(attempt, difference);
            }

            @Override
            public void failsInARow(int attempt, int failures, Throwable last) {
                made[0].failsInARow(attempt, failures, last);
            }
        };
        Shadow<I, O> shadow =
                new Shadow<>(settings.name, operation, old, fresh, settings.equality, settings.coin, alarm);
        this.sides =
                new Sides<>(old, fresh, operation.operations().time(), settings.coin, settings.rollout, shadow, alarm);
        this.run = new SwapRun(operation, sides, settings.name, settings.rollout, settings.targets);
        made[0] = run;
        Swaps.of(operation).add(settings.name, this);
        run.begin();
    }

    /**
     * Starts a swap.
     *
     * @param operation the operation that both sides implement
     * @param name stable name, under which the ledger and the record know it
     */
    public static Builder<Object> builder(Operation operation, String name) {
        return new Builder<>(operation, name);
    }

    /**
     * Answers by the side that stage and coin choose, as a call of the operation.
     *
     * @throws X what the side throws, unchanged; inferred
     */
    @SuppressWarnings("unchecked") // the caller names the checked exception that its sides throw
    public <X extends Exception> O call(I input) throws X {
        try {
            return operation.call(() -> sides.answer(input));
        } catch (Exception e) {
            throw (X) e;
        }
    }

    Operation operation() {
        return operation;
    }

    /** State of the swap on this node, without I/O. */
    SwapState state() {
        return run.state();
    }

    String name() {
        return run.name();
    }

    /**
     * Leaves OFF for SHADOW, or begins the next attempt after a rollback. Reads and writes the store.
     *
     * @throws IllegalStateException when the record lacks planning parts, the cooldown is not over or the attempts are
     *     used up: everything that is missing, one a line
     * @throws io.governance.remember.StoreUnavailableException when the store cannot be reached
     */
    public void start() {
        run.start();
    }

    /** Sends every call to the old side at once, on this node even without a store; OFF until started again. */
    public void kill(String who, String why) {
        run.kill(who, why);
    }

    /** Lets forward steps wait; rollbacks still happen. */
    public void pause(String who, String why) {
        run.pause(who, why);
    }

    /** Lets forward steps go on. */
    public void resume(String who, String why) {
        run.resume(who, why);
    }

    /**
     * Leaves a gate behind without its proof; name and reason stay in the ledger.
     *
     * @param gate {@code plan}, {@code tests} or {@code resolution}
     */
    public void skip(String gate, String who, String why) {
        run.skip(gate, who, why);
    }

    /**
     * Notes that the tests of the running build (see {@link Rollout.Builder#buildId}) have passed, both sides forced:
     * without, SHADOW is not left. Reads and writes the store.
     *
     * @param what which tests, in words
     */
    public void testsPassed(String what) {
        run.testsPassed(what);
    }

    /**
     * Notes that the old side is gone.
     *
     * @param commit where it stood last
     * @throws IllegalStateException when the swap is not COMPLETE
     */
    public void removed(String commit) {
        run.removed(commit);
    }

    /** Returns the stage it stands at now. */
    public Stage stage() {
        return run.state().stage();
    }

    /** Returns where the swap stands; computes confidence ranges, so it is for display, not for every call. */
    public SwapReport report() {
        return run.report();
    }

    /** Stops judging and routes to the old side unless the swap is complete; the ledger keeps the state. */
    @Override
    public void close() {
        run.close();
        sides.close();
        Swaps.of(operation).remove(run.name());
    }

    /**
     * What is required and what may be said about a swap. Not thread-safe.
     *
     * @param <E> what the equality can compare
     */
    public static final class Builder<E> {
        private final Operation operation;
        private final String name;
        private final List<Target> targets = new ArrayList<>();
        private final Equality<? super E> equality;
        private Rollout rollout = Rollout.builder().build();
        private LongSupplier coin = () -> ThreadLocalRandom.current().nextLong();

        @SuppressWarnings("unchecked") // the default compares objects of every kind
        private Builder(Operation operation, String name) {
            this(operation, name, (Equality<? super E>) Equality.fields());
        }

        private Builder(Operation operation, String name, Equality<? super E> equality) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("a swap needs a name, such as dashboard-2027; found a blank one");
            }
            this.operation = operation;
            this.name = name;
            this.equality = equality;
        }

        /** Compares answers in SHADOW by this; field by field unless said otherwise. */
        public <T> Builder<T> equalBy(Equality<? super T> comparison) {
            Builder<T> builder = new Builder<>(operation, name, comparison);
            builder.targets.addAll(targets);
            builder.rollout = rollout;
            builder.coin = coin;
            return builder;
        }

        /** Adds a target; all of them must be met. */
        public Builder<E> target(Target target) {
            targets.add(target);
            return this;
        }

        /** Goes forward by these steps. */
        public Builder<E> rollout(Rollout steps) {
            rollout = steps;
            return this;
        }

        /** Tosses 64 random bits for each decision. */
        public Builder<E> coin(LongSupplier bits) {
            coin = bits;
            return this;
        }

        /**
         * Returns the swap, at the stage that the ledger says; OFF when it is new.
         *
         * @throws IllegalArgumentException when a swap of this name is open already
         */
        @SuppressWarnings("unchecked") // the equality compares E, and every answer is one
        public <I, O extends E> Swap<I, O> build(Side<I, O> old, Side<I, O> fresh) {
            Objects.requireNonNull(old, "the old side is missing");
            Objects.requireNonNull(fresh, "the new side is missing");
            return new Swap<>((Builder<O>) this, old, fresh);
        }
    }
}
