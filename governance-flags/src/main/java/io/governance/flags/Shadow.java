package io.governance.flags;

import io.governance.Governance;
import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Time;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the new side beside the callers and compares: after the caller was answered, on one thread of its own, from a
 * bounded queue. What does not fit is dropped and counted; callers never wait. When it falls behind by half a second the
 * machine has no time to spare: then it rests for a second, and drops and counts what comes meanwhile.
 */
final class Shadow<I, O> implements AutoCloseable {
    private static final int QUEUE = 256;
    private static final long BEHIND_NANOS = 500_000_000L;
    private static final long REST_NANOS = 1_000_000_000L;
    private static final long LONGEST_RUN_NANOS = 10_000_000_000L;

    private final Operation operation;
    private final Side<I, O> old;
    private final Side<I, O> fresh;
    private final Equality<? super O> equality;
    private final Time time;
    private final LongSupplier coin;
    private final Sides.Alarm alarm;
    private final ThreadPoolExecutor pool;
    private final RunLimit limit = new RunLimit(LONGEST_RUN_NANOS);
    private volatile Pairs pairs = new Pairs();
    private volatile WarmUp warmUp = new WarmUp(0, 0);
    private volatile long restsUntil;

    Shadow(
            String swap,
            Operation operation,
            Side<I, O> old,
            Side<I, O> fresh,
            Equality<? super O> equality,
            LongSupplier coin,
            Sides.Alarm alarm) {
        this.operation = operation;
        this.old = old;
        this.fresh = fresh;
        this.equality = equality;
        this.time = operation.operations().time();
        this.restsUntil = time.nanos();
        this.coin = coin;
        this.alarm = alarm;
        this.pool = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), work -> {
            Thread thread = new Thread(work, "governance-shadow-" + swap);
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        pool.setRejectedExecutionHandler((work, executor) -> pairs.dropped.increment());
    }

    /** Begins to count anew, for a new attempt. */
    void begin(WarmUp ofAttempt) {
        pairs = new Pairs();
        warmUp = ofAttempt;
    }

    Pairs pairs() {
        return pairs;
    }

    void mirror(int attempt, I input, O answer, boolean isPaired) {
        Pairs counts = pairs;
        long asked = time.nanos();
        if (isResting(asked)) {
            counts.dropped.increment();
            return;
        }
        pool.execute(() -> {
            long now = time.nanos();
            if (isResting(now)) {
                counts.dropped.increment();
            } else if (now - asked > BEHIND_NANOS) {
                restsUntil = now + REST_NANOS;
                counts.dropped.increment();
            } else {
                compare(counts, attempt, input, answer);
                if (isPaired && warmUp.isOver(time)) {
                    pair(counts, input);
                }
            }
        });
    }

    private boolean isResting(long now) {
        return now - restsUntil < 0;
    }

    private void compare(Pairs counts, int attempt, I input, O answer) {
        Outcome<O> ofNew = run(fresh, input);
        warmUp.newSideRan();
        if (ofNew.isFailed()) {
            counts.failedComparisons.increment();
            return;
        }
        try {
            Optional<String> difference = difference(answer, ofNew.answer());
            if (difference.isEmpty()) {
                counts.compared.increment();
            } else if (isStable(input, answer)) {
                alarm.differs(attempt, difference.get());
            } else {
                counts.unstable.increment();
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            Governance.of(operation).complain("the equality of a swap of " + operation.name() + " failed", e);
            counts.failedComparisons.increment();
        }
    }

    private Optional<String> difference(@Nullable O ofOld, @Nullable O ofNew) {
        if (ofOld == null || ofNew == null) {
            return ofOld == ofNew ? Optional.empty() : Optional.of("old answered " + ofOld + ", new " + ofNew);
        }
        return equality.difference(ofOld, ofNew);
    }

    /** Whether the old side still answers what it answered the caller: if not, the input says nothing of the new side. */
    private boolean isStable(I input, O answer) {
        Outcome<O> repeated = run(old, input);
        return !repeated.isFailed() && difference(answer, repeated.answer()).isEmpty();
    }

    private void pair(Pairs counts, I input) {
        boolean isNewFirst = coin.getAsLong() < 0;
        Outcome<O> first = run(isNewFirst ? fresh : old, input);
        Outcome<O> second = run(isNewFirst ? old : fresh, input);
        Outcome<O> ofOld = isNewFirst ? second : first;
        Outcome<O> ofNew = isNewFirst ? first : second;
        if (ofOld.isFailed() || ofNew.isFailed()) {
            counts.failed(ofOld.isFailed(), ofNew.isFailed());
        } else {
            counts.both(ofOld.nanos(), ofNew.nanos());
        }
    }

    private record Outcome<O>(@Nullable O answer, boolean isFailed, long nanos) {}

    private Outcome<O> run(Side<I, O> side, I input) {
        long start = time.nanos();
        limit.begin(start);
        try {
            O answer = operation.callWith(Call.Flag.SHADOW, () -> side.apply(input));
            return new Outcome<>(answer, false, time.nanos() - start);
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            return new Outcome<>(null, true, time.nanos() - start);
        } finally {
            limit.end();
        }
    }

    /** Interrupts a run that takes too long; it counts as failed. */
    void interruptOverdue() {
        limit.interruptOverdue(time.nanos());
    }

    /** Forgets what waits. */
    void discard() {
        pool.getQueue().clear();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
