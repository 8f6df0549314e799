package io.governance.flags;

import io.governance.measure.Call;
import io.governance.measure.Time;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The callers' path of a swap: chooses a side, measures it, and answers by the old one when the new one fails.
 *
 * <p>No lock, no I/O; what a swap that is off adds to a measured call is in {@code docs/performance.md}.
 */
final class Sides<I, O> {
    /** What a caller's thread may notice about the new side. */
    interface Alarm {
        /** The new side has answered otherwise than the old one, which stands by its answer. */
        void differs(int attempt, String difference);

        /** The new side has failed again and again where the old one answered. */
        void failsInARow(int attempt, int failures, Throwable last);
    }

    private static final int FAILURES_IN_A_ROW = 5;
    private static final int CPU_TURN = 8;

    private final Side<I, O> old;
    private final Side<I, O> fresh;
    private final Time time;
    private final LongSupplier coin;
    private final int baselineCalls;
    private final double compareShare;
    private final double pairShare;
    private final Shadow<I, O> shadow;
    private final Alarm alarm;
    private final AtomicInteger baselineSeen = new AtomicInteger();
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private final LongAdder rescued = new LongAdder();
    private final AtomicInteger cpuTurn = new AtomicInteger();
    private volatile WarmUp warmUp = new WarmUp(0, 0);
    private volatile Routing routing = Routing.old(1);

    Sides(
            Side<I, O> old,
            Side<I, O> fresh,
            Time time,
            LongSupplier coin,
            Rollout rollout,
            Shadow<I, O> shadow,
            Alarm alarm) {
        this.old = old;
        this.fresh = fresh;
        this.time = time;
        this.coin = coin;
        this.baselineCalls = rollout.baselineCalls();
        this.compareShare = rollout.compareShare();
        this.pairShare = rollout.pairShare();
        this.shadow = shadow;
        this.alarm = alarm;
    }

    /** Answers by the side that stage and coin choose; must run inside a call of the operation. */
    O answer(I input) throws Exception {
        Routing now = routing;
        SliceTables tables = now.tables();
        return switch (now.kind()) {
            case OLD -> old.apply(input);
            case NEW -> fresh.apply(input);
            case SHADOW -> tables == null ? old.apply(input) : mirrored(now.attempt(), tables, input);
            case DIVIDED -> tables == null ? old.apply(input) : divided(now.attempt(), tables, input);
        };
    }

    private O mirrored(int attempt, SliceTables tables, I input) throws Exception {
        if (isShadowCall()) {
            return old.apply(input); // a shadow casts no shadow, and is no baseline
        }
        if (baselineSeen.getPlain() < baselineCalls) {
            baselineSeen.incrementAndGet();
            return measured(tables.old, false, attempt, input, true);
        }
        O answer = measured(tables.old, false, attempt, input, false);
        if (chance() < compareShare) {
            shadow.mirror(attempt, input, answer, chance() < pairShare);
        }
        return answer;
    }

    private O divided(int attempt, SliceTables tables, I input) throws Exception {
        boolean isJudged = warmUp.isOver(time); // decided before the coin is tossed
        boolean isNew = tables.isNew(coin.getAsLong());
        return measured(isNew ? tables.fresh : tables.old, isNew, attempt, input, isJudged);
    }

    /** One method with plain variables: an object for the readings at the start would reach the heap. */
    private O measured(Arm arm, boolean isNew, int attempt, I input, boolean isJudged) throws Exception {
        arm.assign();
        Call call = Call.current();
        long bytes = call == null ? 0 : call.allocatedSoFar();
        int queries = call == null ? 0 : call.queries();
        long cpu = isCpuTurn() ? Call.threadCpuNanos() : -1;
        long start = time.nanos();
        boolean isFailed = true;
        try {
            O answer = isNew ? fresh.apply(input) : old.apply(input);
            isFailed = false;
            if (isNew && failuresInARow.getPlain() != 0) {
                failuresInARow.set(0);
            }
            return answer;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (!isNew || e instanceof InterruptedException) {
                throw e; // who is interrupted has given up: nobody waits for the old side
            }
            O answer = old.apply(input);
            onRescue(attempt, e); // only now: where the old side fails too, the input or a dependency is to blame
            return answer;
        } finally {
            long nanos = time.nanos() - start;
            arm.end(isFailed);
            if (isNew) {
                warmUp.newSideRan();
            }
            if (isJudged) {
                arm.measure(
                        nanos,
                        call == null ? 0 : call.allocatedSoFar() - bytes,
                        call == null ? 0 : call.queries() - queries,
                        cpu < 0 ? -1 : Call.threadCpuNanos() - cpu);
            }
        }
    }

    private boolean isCpuTurn() {
        int turn = cpuTurn.getPlain();
        cpuTurn.setPlain(turn + 1); // a lost turn under contention only shifts the sample
        return turn % CPU_TURN == 0;
    }

    private void onRescue(int attempt, Throwable failure) {
        rescued.increment();
        if (failuresInARow.incrementAndGet() >= FAILURES_IN_A_ROW) {
            alarm.failsInARow(attempt, FAILURES_IN_A_ROW, failure);
        }
    }

    private static boolean isShadowCall() {
        Call call = Call.current();
        return call != null && call.has(Call.Flag.SHADOW);
    }

    private double chance() {
        return (coin.getAsLong() >>> 11) * 0x1.0p-53;
    }

    void routeTo(Routing to) {
        routing = to;
        if (to.kind() == Routing.Kind.OLD) {
            shadow.discard();
        }
        failuresInARow.set(0);
    }

    void beginAttempt(WarmUp ofAttempt) {
        warmUp = ofAttempt;
        baselineSeen.set(0);
        shadow.begin(ofAttempt);
    }

    void interruptOverdueShadow() {
        shadow.interruptOverdue();
    }

    Pairs pairs() {
        return shadow.pairs();
    }

    long rescued() {
        return rescued.sum();
    }

    /** From now on the old side answers, unless it is gone from the calls' way already. */
    void close() {
        shadow.close();
        Routing last = routing;
        if (last.kind() != Routing.Kind.NEW) {
            routing = Routing.old(last.attempt());
        }
    }
}
