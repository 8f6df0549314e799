package io.governance.measure;

import org.jspecify.annotations.Nullable;

/** Makes a call object, new or used before, ready for an execution. */
final class CallStart {
    private CallStart() {}

    /** A reference is stored only when it changes: with G1 each store costs about as much as all the numbers. */
    static void of(Call call, Operation of, @Nullable Call around, int bits) {
        if (call.operation != of) {
            call.operation = of;
        }
        if (call.parent != around) {
            call.parent = around;
        }
        if (call.origin != null) {
            call.origin = null;
        }
        int state = bits | (call.state & CallState.POOLED) | (around == null ? 0 : around.state & CallState.FLAGS);
        call.state = state;
        call.queries = 0;
        call.lateNanos = 0;
        call.durationNanos = 0;
        call.childNanos = 0;
        call.payloadBytes = 0;
        call.allocatedBytes = 0;
        call.cpuNanos = 0;
        if ((state & CallState.ALLOCATION_TURN) != 0 && (state & CallState.POOLED) != 0) {
            read(call);
        }
        call.startNanos = of.time().nanos();
    }

    /** Two readings of the allocation counter cost about 35 ns, two of the CPU clock 460 to 2,800: so not on every call. */
    private static void read(Call call) {
        call.allocatedBytes = ThreadAllocation.bytes();
        if ((call.state & CallState.CPU_TURN) != 0) {
            call.cpuNanos = ThreadCpu.nanos();
        }
    }

    /** The object stands for another call on this thread; whoever is inside that one here finds this as its parent. */
    static void carrying(Call call, Call carried, @Nullable Call around) {
        int same = CallState.FLAGS | CallState.ALLOCATION_TURN | CallState.CPU_TURN | CallState.FIRST;
        of(call, carried.operation(), around, (carried.state & same) | CallState.CARRIED);
        call.origin = carried;
    }

    /** No call stands here: whoever looks finds none, and what is opened above has no parent. */
    static void outside(Call call) {
        call.operation = null;
        call.parent = null;
        call.origin = null;
        call.state = (call.state & CallState.POOLED) | CallState.CARRIED;
    }

    /** The time from the intended start to the real one counts as waiting. */
    static void intendedAt(Call call, long nanos) {
        call.lateNanos = Math.max(0, call.startNanos - nanos);
        call.state |= CallState.INTENDED;
    }
}
