package io.governance.flags;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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
    private static final int FAILURES_IN_A_ROW = 5;
    private static final int CPU_TURN = 8;

    private final Operation operation;
    private final Side<I, O> old;
    private final Side<I, O> fresh;
    private final Time time;
    private final LongSupplier coin;
    private final double compareShare;
    private final double pairShare;
    private final Shadow<I, O> shadow;
    private final SwapRun run;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final LongAdder rescued = new LongAdder();
    private final AtomicInteger cpuTurn = new AtomicInteger();
    private volatile WarmUp warmUp = new WarmUp(0, 0);
    private volatile Routing routing = Routing.old(1);

    private Swap(Builder<O> settings, Side<I, O> old, Side<I, O> fresh) {
        this.operation = settings.operation;
        this.old = old;
        this.fresh = fresh;
        this.time = operation.operations().time();
        this.coin = settings.coin;
        this.compareShare = settings.rollout.compareShare();
        this.pairShare = settings.rollout.pairShare();
        this.shadow = new Shadow<>(
                settings.name,
                operation,
                old,
                fresh,
                settings.equality,
                coin,
                difference -> this.run().differs(difference));
        this.run = new SwapRun(this, settings.name, settings.rollout, settings.targets);
        Swaps.of(operation).add(settings.name, this);
        run.begin();
    }

    private SwapRun run() {
        return run;
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
            return operation.call(() -> route(input));
        } catch (Exception e) {
            throw (X) e;
        }
    }

    private O route(I input) throws Exception {
        Routing now = routing;
        SliceTables tables = now.tables();
        return switch (now.kind()) {
            case OLD -> old.apply(input);
            case NEW -> fresh.apply(input);
            case SHADOW -> tables == null ? old.apply(input) : mirrored(tables, input);
            case DIVIDED -> tables == null ? old.apply(input) : divided(tables, input);
        };
    }

    private O mirrored(SliceTables tables, I input) throws Exception {
        O answer = measured(tables.old, old, input, true);
        if (!isShadowCall() && chance() < compareShare) {
            shadow.mirror(input, answer, chance() < pairShare);
        }
        return answer;
    }

    private O divided(SliceTables tables, I input) throws Exception {
        boolean isJudged = warmUp.isOver(time.nanos()); // decided before the coin is tossed
        if (!tables.isNew(coin.getAsLong())) {
            return measured(tables.old, old, input, isJudged);
        }
        Arm arm = tables.fresh;
        Measurement measurement = start(arm);
        boolean isFailed = true;
        try {
            O answer = fresh.apply(input);
            isFailed = false;
            if (failuresInARow.getPlain() != 0) {
                failuresInARow.set(0);
            }
            return answer;
        } catch (InterruptedException e) {
            throw e; // the caller gave up: nobody waits for the old side
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (failuresInARow.incrementAndGet() >= FAILURES_IN_A_ROW) {
                run.failsInARow(FAILURES_IN_A_ROW, e);
            }
            rescued.increment();
            return old.apply(input);
        } finally {
            warmUp.newSideRan();
            end(arm, measurement, isFailed, isJudged);
        }
    }

    private O measured(Arm arm, Side<I, O> side, I input, boolean isJudged) throws Exception {
        Measurement measurement = start(arm);
        boolean isFailed = true;
        try {
            O answer = side.apply(input);
            isFailed = false;
            return answer;
        } finally {
            end(arm, measurement, isFailed, isJudged);
        }
    }

    /** Readings at the start of a side; escape analysis keeps it off the heap. */
    private record Measurement(@Nullable Call call, long bytes, int queries, long cpu, long nanos) {}

    private Measurement start(Arm arm) {
        arm.assign();
        Call call = Call.current();
        int turn = cpuTurn.getPlain();
        cpuTurn.setPlain(turn + 1);
        return new Measurement(
                call,
                call == null ? 0 : call.allocatedSoFar(),
                call == null ? 0 : call.queries(),
                turn % CPU_TURN == 0 ? Call.threadCpuNanos() : -1,
                time.nanos());
    }

    private void end(Arm arm, Measurement start, boolean isFailed, boolean isJudged) {
        long nanos = time.nanos() - start.nanos();
        arm.end(isFailed);
        Call call = start.call();
        if (isJudged) {
            arm.measure(
                    nanos,
                    call == null ? 0 : call.allocatedSoFar() - start.bytes(),
                    call == null ? 0 : call.queries() - start.queries(),
                    start.cpu() < 0 ? -1 : Call.threadCpuNanos() - start.cpu());
        }
    }

    private static boolean isShadowCall() {
        Call call = Call.current();
        return call != null && call.has(Call.Flag.SHADOW);
    }

    private double chance() {
        return (coin.getAsLong() >>> 11) * 0x1.0p-53;
    }

    void route(Routing to) {
        routing = to;
        if (to.kind() == Routing.Kind.OLD) {
            shadow.discard();
        }
        failuresInARow.set(0);
    }

    void beginAttempt(WarmUp ofAttempt) {
        warmUp = ofAttempt;
        shadow.begin(ofAttempt);
    }

    Operation operation() {
        return operation;
    }

    Pairs pairs() {
        return shadow.pairs();
    }

    long rescued() {
        return rescued.sum();
    }

    /**
     * Leaves OFF for SHADOW, or begins the next attempt after a rollback. Reads and writes the store.
     *
     * @throws IllegalStateException when the record lacks planning parts, the cooldown is not over or the attempts are
     *     used up: everything that is missing, one a line
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
        run.pause(who, why, true);
    }

    /** Lets forward steps go on. */
    public void resume(String who, String why) {
        run.pause(who, why, false);
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
     * Notes that the old side is gone.
     *
     * @param commit where it stood last
     * @throws IllegalStateException when the swap is not COMPLETE
     */
    public void removed(String commit) {
        run.removed(commit);
    }

    /** Returns where the swap stands; computes confidence ranges, so it is for display, not for every call. */
    public SwapReport report() {
        return run.report();
    }

    /** Stops judging and routes to the old side unless the swap is complete; the ledger keeps the state. */
    @Override
    public void close() {
        run.close();
        shadow.close();
        Swaps.of(operation).remove(run.name());
        if (routing.kind() != Routing.Kind.NEW) {
            routing = Routing.old(routing.attempt());
        }
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
            java.util.Objects.requireNonNull(old, "the old side is missing");
            java.util.Objects.requireNonNull(fresh, "the new side is missing");
            return new Swap<>((Builder<O>) this, old, fresh);
        }
    }
}
