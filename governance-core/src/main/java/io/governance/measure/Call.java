package io.governance.measure;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One execution of an operation: how long it took, how it ended, what it allocated and asked of the database.
 *
 * <p>{@link Operation#call} opens and ends a call around a piece of code, on one thread, from a pool: it allocates
 * nothing, and the object is used again for the next call of that thread. Whoever keeps a reference beyond the call
 * keeps {@link #generation()} too and asks {@link #isOpen(long)} before touching it. {@link Operation#begin} gives a
 * call that ends elsewhere. {@link #capture()} takes the current call out of the pool (96 bytes), to be {@linkplain
 * #resume() resumed} on other threads. A call ended twice, or added to after its end, is counted and otherwise harmless.
 *
 * <p>Modules hang their own numbers on a call through a {@link Slot}; only the thread that runs it may use its slots, so
 * a call that is resumed has slots of its own on each thread. Queries, payload and outcome may come from any thread.
 */
public final class Call {
    /** What a module needs to know about a call from its start. */
    public enum Flag {
        /** Run beside a real call, for comparison only: nobody waits for its answer and it is not part of health. */
        SHADOW,
        /** Must not write. */
        READ_ONLY;

        int bit() {
            return 1 << ordinal();
        }
    }

    /** Numbers that a module keeps for the length of a call. Reused: what it holds must be cleared at the end. */
    public interface Attachment {
        /**
         * The call, or the part of it that this thread carried, has ended; called on the thread that ended it, before the
         * object is reused. Of a part the duration is final; {@link Call#origin()} is the call itself, which may go on.
         */
        void callEnded(Call call);
    }

    /** Where a module keeps its {@link Attachment}; made once, in a static field. */
    public static final class Slot<T extends Attachment> {
        private static final AtomicInteger COUNT = new AtomicInteger();
        static final int LIMIT = 16;

        final int index;
        final Supplier<T> factory;

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

    /** The time in which a call is the current one of a thread. Closed on that thread; elsewhere or twice is counted. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    // 12 bytes of header, 4 references, 3 ints and 7 longs: 96 bytes; one more field makes it 104
    @Nullable
    Slots slots;

    @Nullable
    Operation operation;

    @Nullable
    Call parent;

    @Nullable
    Call origin;

    int state;
    int queries;
    int generation;
    long startNanos;
    long lateNanos;
    long durationNanos;
    long childNanos;
    long payloadBytes;
    long allocatedBytes; // until the end: the reading at the start, less what other threads contributed
    long cpuNanos; // the same

    Call(boolean pooled) {
        this.state = pooled ? CallState.POOLED | CallState.ENDED : CallState.ENDED;
    }

    /** Returns the innermost open call of this thread. */
    public static @Nullable Call current() {
        return CallStack.ofThread().top();
    }

    /** Returns the innermost open call of this thread, to be resumed on others; it leaves the pool. */
    public static @Nullable Call capture() {
        Call top = current();
        return top == null ? null : top.captured();
    }

    /**
     * Makes this the current call of the calling thread until the scope is closed, for one hour at most; harmless once the
     * call has ended.
     */
    public Scope resume() {
        return CallStack.ofThread().carry(captured());
    }

    /** Takes the calling thread out of every call until the scope is closed. */
    public static Scope outside() {
        return CallStack.ofThread().carry(null);
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

    /** Returns the outermost call around this one on this thread, which may be this one. */
    public Call root() {
        Call call = this;
        for (Call up = parent; up != null; up = up.parent) {
            call = up;
        }
        return call;
    }

    /** Returns the call that was captured or begun, when this one only stands for it on another thread; else this one. */
    public Call origin() {
        Call carried = origin;
        return carried == null ? this : carried;
    }

    /** Whether a call is this one or around it, on whatever thread; the limit is for a chain that changes meanwhile. */
    boolean isInside(Call around) {
        Call wanted = around.origin();
        Call call = this;
        for (int steps = 0; call != null && steps < 64; steps++) {
            Call real = call.origin();
            if (real == wanted) {
                return true;
            }
            call = real.parent;
        }
        return false;
    }

    /** Returns whether the call, or one around it, was started with a flag. */
    public boolean has(Flag flag) {
        return (state & flag.bit()) != 0;
    }

    /** Returns a number that changes when the object is used for another call. */
    public long generation() {
        return generation;
    }

    /** Returns whether this is still the call that had this generation, and has not ended. */
    public boolean isOpen(long ofGeneration) {
        return generation == ofGeneration && !hasEnded();
    }

    boolean hasEnded() {
        return ((int) CallState.STATE.getOpaque(this) & CallState.ENDED) != 0;
    }

    boolean isCarried() {
        return (state & CallState.CARRIED) != 0;
    }

    boolean isPooled() {
        return (state & CallState.POOLED) != 0;
    }

    private Call captured() {
        Call real = origin();
        if (real.isPooled() && (real.state & CallState.CAPTURED) == 0) {
            CallState.STATE.getAndBitwiseOr(real, CallState.CAPTURED);
        }
        return real;
    }

    /** Returns a module's numbers for this call, made at first use. */
    public <T extends Attachment> T get(Slot<T> slot) {
        Slots own = slots;
        if (own == null) {
            own = new Slots();
            slots = own;
        }
        return own.get(slot);
    }

    /** Counts database queries; those of calls inside this one are added when they end, but for shadow calls. */
    public void addQueries(int count) {
        CallNotes.addQueries(origin(), count);
    }

    /** Returns the database queries so far. */
    public int queries() {
        return (int) CallState.QUERIES.getOpaque(origin());
    }

    /** Counts bytes that the call sends to its caller. */
    public void addPayload(long bytes) {
        CallNotes.addPayload(origin(), bytes);
    }

    /** Returns the bytes sent so far. */
    public long payloadBytes() {
        return (long) CallState.PAYLOAD.getOpaque(origin());
    }

    /** Notes how the call went when that is more than "it returned" or "it threw"; the worst outcome is kept. */
    public void mark(Outcome noted) {
        CallNotes.mark(origin(), noted);
    }

    /** Returns how the call ended; final once it has ended. */
    public Outcome outcome() {
        return CallState.outcome((int) CallState.STATE.getOpaque(origin()));
    }

    /** Returns the time from start to end; zero before the end. */
    public long durationNanos() {
        return durationNanos;
    }

    /** Returns the time from the intended start to the start; zero for a call without one. */
    public long lateNanos() {
        return lateNanos;
    }

    /** Returns the time that was not spent in calls inside this one on its own thread; zero before the end. */
    public long selfNanos() {
        return Math.max(0, durationNanos - childNanos);
    }

    /**
     * Returns the bytes allocated by the threads on which the call was the current one; zero before the end, -1 where they
     * were not counted: they are read on an operation's first call and on one in eight, and never on virtual threads.
     */
    public long allocatedBytes() {
        return hasEnded() ? allocatedBytes : 0;
    }

    /** Returns a reading of what the calling thread has allocated; only the difference of two readings means something. */
    public long allocatedSoFar() {
        return ThreadAllocation.bytes() - allocatedBytes;
    }

    /** Returns the CPU time of the calling thread so far, -1 where it is not counted; costs 230 to 1,400 ns. */
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
        if (isPooled()) {
            operation().misused("a call opened by Operation.call was ended by hand");
            return;
        }
        CallEnd.of(this, failure, CallStack.ofThread().lane());
    }

    /**
     * Ends a begun call as one of another operation: what it was is sometimes known only now. What calls inside used
     * before is known as inner costs of the operation that it was until now, not of this one.
     */
    public void endAs(Operation known, @Nullable Throwable failure) {
        if (!isPooled() && !hasEnded()) {
            operation = known;
        }
        end(failure);
    }

    boolean isCaptured() {
        return (state & CallState.CAPTURED) != 0;
    }

    /** What takes this one's place in the pool; modules' objects stay there, since their numbers are told and cleared. */
    Call successor() {
        Call next = new Call(true);
        next.slots = slots;
        slots = null;
        parent = null;
        return next;
    }
}
