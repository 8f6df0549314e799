package io.governance.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an operation: how long it took, how it ended, what it allocated and asked of the database.
 *
 * <p>{@link Operation#call} opens and ends a call around a piece of code, on one thread, from a pool: it allocates
 * nothing, and the object is used again for the next call of that thread. Whoever keeps a reference beyond the call
 * keeps {@link #generation()} too and asks {@link #isOpen(long)} before touching it. {@link Operation#begin} gives a
 * call that leaves the pool, for work that ends elsewhere. A call ended twice is counted and otherwise harmless.
 *
 * <p>Modules hang their own numbers on a call through a {@link Slot}. Only the thread that runs the call may use its
 * slots; {@link #addQueries} may be called from any thread.
 */
public final class Call {
    /** What a module needs to know about a call from its start. */
    public enum Flag {
        /** Run beside a real call, for comparison only: nobody waits for its answer and it is not part of health. */
        SHADOW,
        /** Must not write. */
        READ_ONLY;

        private int bit() {
            return 1 << ordinal();
        }
    }

    /** Numbers that a module keeps for the length of a call. Reused: what it holds must be cleared at the end. */
    public interface Attachment {
        /** The call has ended, its figures are final; called on the thread that ended it, before the object is reused. */
        void callEnded(Call call);
    }

    /** Where a module keeps its {@link Attachment}; made once, in a static field. */
    public static final class Slot<T extends Attachment> {
        private static final AtomicInteger COUNT = new AtomicInteger();
        private static final int LIMIT = 16;

        private final int index;
        private final Supplier<T> factory;

        private Slot(int index, Supplier<T> factory) {
            this.index = index;
            this.factory = factory;
        }

        /**
         * Reserves a slot in every call.
         *
         * @throws IllegalStateException when 16 slots exist, which means that a slot is made in more than one place
         */
        public static <T extends Attachment> Slot<T> create(Supplier<T> factory) {
            int index = COUNT.getAndIncrement();
            if (index >= LIMIT) {
                throw new IllegalStateException("16 slots exist already: keep a slot in a static field");
            }
            return new Slot<>(index, factory);
        }
    }

    /** Two readings of the allocation counter cost about 50 ns, two of the CPU clock 460 ns: so not on every call. */
    static final int ALLOCATION_TURN = 8;

    static final int CPU_TURN = 64;
    private static final VarHandle QUERIES;
    private static final VarHandle ENDED;

    static {
        try {
            QUERIES = MethodHandles.lookup().findVarHandle(Call.class, "queries", int.class);
            ENDED = MethodHandles.lookup().findVarHandle(Call.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable Attachment[] attachments = new Attachment[Slot.LIMIT];
    private final boolean pooled;
    private int attached;
    private @Nullable Operation operation;
    private @Nullable Call parent;
    private int flags;

    @SuppressWarnings("UnusedVariable") // read through QUERIES: other threads may add
    private int queries;

    private boolean ended = true;
    private Outcome outcome = Outcome.OK;
    private int turn;
    private long generation;
    private long startNanos;
    private long startBytes;
    private long startCpu;
    private long durationNanos;
    private long childNanos;
    private long allocatedBytes;

    Call(boolean pooled) {
        this.pooled = pooled;
    }

    /** Returns the innermost open call of this thread. */
    public static @Nullable Call current() {
        return CallStack.ofThread().top();
    }

    void start(Operation of, @Nullable Call within, int flagBits) {
        operation = of;
        parent = within;
        flags = flagBits | (within == null ? 0 : within.flags);
        queries = 0;
        attached = 0;
        outcome = Outcome.OK;
        childNanos = 0;
        ended = false;
        turn = of.turn();
        startBytes = turn % ALLOCATION_TURN == 0 ? ThreadAllocation.bytes() : -1;
        startCpu = turn % CPU_TURN == 0 ? ThreadCpu.nanos() : -1;
        startNanos = of.time().nanos();
    }

    /** Returns the operation that this is a call of. */
    public Operation operation() {
        Operation of = operation;
        if (of == null) {
            throw new IllegalStateException("this call was never started");
        }
        return of;
    }

    /** Returns the call that was open on this thread when this one started. */
    public @Nullable Call parent() {
        return parent;
    }

    /** Returns the outermost call around this one, which may be this one. */
    public Call root() {
        Call call = this;
        for (Call up = parent; up != null; up = up.parent) {
            call = up;
        }
        return call;
    }

    /** Returns whether the call, or one around it, was started with a flag. */
    public boolean has(Flag flag) {
        return (flags & flag.bit()) != 0;
    }

    static int bits(Flag... flags) {
        int bits = 0;
        for (Flag flag : flags) {
            bits |= flag.bit();
        }
        return bits;
    }

    /** Returns a number that changes when the object is used for another call. */
    public long generation() {
        return generation;
    }

    /** Returns whether this is still the call that had this generation, and has not ended. */
    public boolean isOpen(long ofGeneration) {
        return generation == ofGeneration && !ended;
    }

    /** Returns a module's numbers for this call, made at first use. */
    @SuppressWarnings("unchecked") // a slot's index is handed out once, with one type
    public <T extends Attachment> T get(Slot<T> slot) {
        Attachment attachment = attachments[slot.index];
        if (attachment == null) {
            attachment = slot.factory.get();
            attachments[slot.index] = attachment;
        }
        attached |= 1 << slot.index;
        return (T) attachment;
    }

    /** Counts database queries; those of calls inside this one are added when they end, but for shadow calls. */
    public void addQueries(int count) {
        QUERIES.getAndAdd(this, count);
    }

    /** Returns the database queries so far. */
    public int queries() {
        return (int) QUERIES.getOpaque(this);
    }

    /** Notes how the call went when that is more than "it returned" or "it threw"; a worse outcome is kept. */
    public void mark(Outcome noted) {
        if (noted.compareTo(outcome) > 0) {
            outcome = noted;
        }
    }

    /** Returns how the call ended; final once it has ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns the time from start to end; zero before the end. */
    public long durationNanos() {
        return durationNanos;
    }

    /** Returns the time that was not spent in calls inside this one; zero before the end. */
    public long selfNanos() {
        return Math.max(0, durationNanos - childNanos);
    }

    /**
     * Returns the bytes that the calling thread allocated; zero before the end, -1 where they were not counted: they are
     * read on one call in eight, and never on virtual threads and for calls begun by {@link Operation#begin}.
     */
    public long allocatedBytes() {
        return allocatedBytes;
    }

    /** Returns a reading of what the calling thread has allocated; only the difference of two readings means something. */
    public long allocatedSoFar() {
        return ThreadAllocation.bytes() - startBytes;
    }

    /** Returns the CPU time of the calling thread so far, -1 where it is not counted; costs about 230 ns. */
    public static long threadCpuNanos() {
        return ThreadCpu.nanos();
    }

    /** Returns the start on the monotonic clock of the governance that the operation belongs to. */
    public long startNanos() {
        return startNanos;
    }

    /** Ends a call that was begun with {@link Operation#begin}. */
    public void end() {
        end(null);
    }

    /** Ends a call that was begun with {@link Operation#begin} and failed. */
    public void end(@Nullable Throwable failure) {
        Operation of = operation();
        if (pooled) {
            of.misused("a call opened by Operation.call was ended by hand");
            return;
        }
        finish(failure, false);
    }

    /** Takes the final figures. CPU and allocation are the calling thread's: unknown when it ends on another. */
    void finish(@Nullable Throwable failure, boolean onStartingThread) {
        Operation of = operation();
        long endNanos = of.time().nanos();
        if (wasEnded()) {
            of.misused("a call was ended twice");
            return;
        }
        durationNanos = endNanos - startNanos;
        allocatedBytes = onStartingThread && startBytes >= 0 ? ThreadAllocation.bytes() - startBytes : -1;
        long cpuNanos = onStartingThread && startCpu >= 0 ? ThreadCpu.nanos() - startCpu : -1;
        if (failure != null) {
            mark(Outcome.ERROR);
        }
        if (parent != null && onStartingThread) {
            parent.childNanos += durationNanos;
            if (parent.has(Flag.SHADOW) || !has(Flag.SHADOW)) {
                parent.addQueries(queries());
            }
        }
        of.used(onStartingThread && parent != null ? parent.operation() : null, turn, cpuNanos, allocatedBytes);
        of.record(this, cpuNanos);
        if (attached != 0) {
            endAttachments(of);
        }
        generation++;
    }

    /** Only a call that left its thread can be ended by two at once. */
    private boolean wasEnded() {
        if (!pooled) {
            return (boolean) ENDED.getAndSet(this, true);
        }
        boolean before = ended;
        ended = true;
        return before;
    }

    private void endAttachments(Operation of) {
        for (int i = 0; i < attachments.length; i++) {
            Attachment attachment = (attached & 1 << i) == 0 ? null : attachments[i];
            if (attachment != null) {
                try {
                    attachment.callEnded(this);
                } catch (RuntimeException | Error e) {
                    attachments[i] = null; // its state is unknown: the next call gets a fresh one
                    of.misused("what a module does at the end of a call failed: " + e);
                }
            }
        }
    }
}
