package io.governance.measure;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The open calls of one thread, and the pool they come from: a call is used again once it has ended.
 *
 * <p>Beside calls it holds the scopes in which a call of elsewhere was resumed. One that was never closed is found and
 * dropped when a call below it ends, and counts for nothing once its call has ended or an hour has gone.
 */
final class CallStack {
    private static final ThreadLocal<CallStack> OF_THREAD = ThreadLocal.withInitial(CallStack::new);
    private static final long LONGEST_SCOPE = Duration.ofHours(1).toNanos();
    private static final int SCOPES = 64;
    static final int ALLOCATION_TURN = 8;
    static final int CPU_TURN = ThreadCpu.turn();
    private static final int NOT_ALLOCATION = 32 - Integer.numberOfTrailingZeros(ALLOCATION_TURN);
    private static final int NOT_CPU = 32 - Integer.numberOfTrailingZeros(CPU_TURN);

    /** Successive multiples of the golden ratio fall evenly, also every second one (Weyl): nesting does not skew the sample. */
    private static final int GOLDEN = 0x9E3779B9;

    private Call[] calls = {new Call(true)};
    private int depth;
    private int turn;
    private final int lane;
    private final boolean isSampled;

    private CallStack() {
        Thread thread = Thread.currentThread();
        this.lane = (int) thread.getId();
        this.turn = lane * GOLDEN;
        this.isSampled = !ThreadCpu.isVirtual(thread);
    }

    static CallStack ofThread() {
        return OF_THREAD.get();
    }

    /** Tells threads apart well enough to keep them from counting in the same place. */
    int lane() {
        return lane;
    }

    @Nullable
    Call top() {
        if (depth == 0) {
            return null;
        }
        Call top = calls[depth - 1];
        return top.isCarried() && !isLive(top) ? null : top;
    }

    /** What was resumed leads nowhere once it has ended, and neither does a scope that nobody ever closed. */
    private static boolean isLive(Call carried) {
        Call real = carried.origin();
        return real != carried
                && !real.hasEnded()
                && carried.operation().time().nanos() - carried.startNanos() < LONGEST_SCOPE;
    }

    int depth() {
        return depth;
    }

    /** Opens a call inside the innermost open one, and returns its place. */
    int push(Operation operation, @Nullable Call top, int bits) {
        Call call = next();
        CallStart.of(call, operation, top, bits | turn(operation));
        int place = depth++;
        tellWatch(operation, true);
        return place;
    }

    /**
     * Which costly readings the next call takes: those of allocation on one call in 8, of CPU time on one in 64 or more;
     * all of them on an operation's first call, since there may not be many.
     */
    int turn(Operation of) {
        turn += GOLDEN;
        if (!isSampled) {
            return 0;
        }
        if (of.isFirstCall()) {
            return CallState.FIRST | CallState.ALLOCATION_TURN | CallState.CPU_TURN;
        }
        if (turn >>> NOT_ALLOCATION != 0) {
            return 0;
        }
        return turn >>> NOT_CPU == 0 ? CallState.ALLOCATION_TURN | CallState.CPU_TURN : CallState.ALLOCATION_TURN;
    }

    private Call next() {
        if (depth == calls.length) {
            int before = calls.length;
            calls = Arrays.copyOf(calls, before * 2);
            for (int i = before; i < calls.length; i++) {
                calls[i] = new Call(true);
            }
        }
        return calls[depth];
    }

    void intendedAt(int place, long nanos) {
        CallStart.intendedAt(calls[place], nanos);
    }

    void pop(int place, @Nullable Throwable failure) {
        if (depth > place + 1) {
            drop(place + 1);
        }
        Call call = calls[place];
        try {
            CallEnd.of(call, failure, lane);
        } finally {
            depth = place;
            if (call.isCaptured()) {
                calls[place] = call.successor();
            }
            tellWatch(call.operation(), false);
            dropEnded();
        }
    }

    private void drop(int downTo) {
        while (depth > downTo) {
            Call left = calls[depth - 1];
            if (!left.hasEnded()) {
                leave(left);
                CallNotes.misused(left, "a scope was left open when the call around it ended");
            }
            if (left.isCaptured()) {
                calls[depth - 1] = left.successor();
            }
            depth--;
        }
    }

    private static void leave(Call carrying) {
        CallEnd.ofCarrying(carrying);
        if (carrying.origin() != carrying) {
            tellWatch(carrying.operation(), false);
        }
    }

    /** Resumes a call here, or leaves all calls when there is none. */
    Call.Scope carry(@Nullable Call real) {
        Call top = top();
        if (real == null ? top == null : top != null && top.isInside(real)) {
            return () -> {}; // it is open around the current call already
        }
        boolean isFull = depth >= SCOPES && calls[depth - 1].isCarried() && calls[depth - SCOPES].isCarried();
        if (isFull) { // scopes that nobody closes: the last one gives way
            drop(depth - 1);
        }
        Call call = next();
        if (real == null) {
            CallStart.outside(call);
        } else {
            CallStart.carrying(call, real, top != null && real.isInside(top) ? top : null);
            tellWatch(real.operation(), true);
        }
        return new OpenScope(this, call, depth++);
    }

    void close(Call carrying, long generation, int place) {
        if (this != ofThread()) {
            CallNotes.misused(carrying, "a scope was closed on another thread");
        } else if (place >= depth || calls[place] != carrying || !carrying.isOpen(generation)) {
            CallNotes.misused(carrying, "a scope was closed twice, or after the call around it ended");
        } else {
            leave(carrying);
            dropEnded();
        }
    }

    /** A scope that was closed below an open call or scope is gone once that is gone. */
    private void dropEnded() {
        while (depth > 0 && calls[depth - 1].isCarried() && calls[depth - 1].hasEnded()) {
            depth--;
        }
    }

    /** A watch that fails is counted, and harms nobody. */
    private static void tellWatch(Operation operation, boolean isEntered) {
        CallWatch watch = operation.operations().watch();
        if (watch == null) {
            return;
        }
        try {
            if (isEntered) {
                watch.entered(operation);
            } else {
                watch.left(operation);
            }
        } catch (RuntimeException | Error e) {
            operation.misused("what watches calls failed: " + e);
        }
    }
}
