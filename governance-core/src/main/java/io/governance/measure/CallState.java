package io.governance.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** The bits of a call's state, and the ways to its fields that several threads may write. */
final class CallState {
    static final int FLAGS = 0xff;
    static final int OUTCOMES = 0xff << 8;
    static final int ALLOCATION_TURN = 1 << 16;
    static final int CPU_TURN = 1 << 17;

    /** Stands for a call of elsewhere on this thread, or for none. */
    static final int CARRIED = 1 << 18;

    static final int POOLED = 1 << 19;
    static final int CAPTURED = 1 << 20;

    /** A thread that carried the call has added what it allocated. */
    static final int CONTRIBUTED = 1 << 21;

    static final int ENDED = 1 << 22;
    static final int INTENDED = 1 << 23;

    /** The first call of its operation, which is read whatever the turn. */
    static final int FIRST = 1 << 24;

    static final VarHandle STATE = handle("state", int.class);
    static final VarHandle QUERIES = handle("queries", int.class);
    static final VarHandle PAYLOAD = handle("payloadBytes", long.class);
    static final VarHandle ALLOCATED = handle("allocatedBytes", long.class);
    static final VarHandle CPU = handle("cpuNanos", long.class);
    static final VarHandle CHILDREN = handle("childNanos", long.class);

    private static final Outcome[] BY_ORDINAL = Outcome.values();

    private CallState() {}

    /** A worse outcome has a higher bit. */
    static int bit(Outcome outcome) {
        return 1 << (7 + outcome.ordinal());
    }

    static Outcome outcome(int state) {
        int noted = state & OUTCOMES;
        return noted == 0 ? Outcome.OK : BY_ORDINAL[24 - Integer.numberOfLeadingZeros(noted)];
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Call.class, field, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
