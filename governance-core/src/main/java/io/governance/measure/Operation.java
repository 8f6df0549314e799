package io.governance.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A named piece of the application whose every execution is measured: an endpoint, a job, a query.
 *
 * <p>Budget of a measured call: two clock readings and 60 ns, no allocation ({@code ./bench core}). Thread-safe. Exceptions of the code pass through unchanged.
 */
public final class Operation {
    /**
     * A piece of code with an answer.
     *
     * @param <O> the answer
     * @param <X> the checked exception it may throw; inferred
     */
    @FunctionalInterface
    public interface Body<O extends @Nullable Object, X extends Exception> {
        /** Runs the code. */
        O run() throws X;
    }

    /**
     * A piece of code without an answer.
     *
     * @param <X> the checked exception it may throw; inferred
     */
    @FunctionalInterface
    public interface Action<X extends Exception> {
        /** Runs the code. */
        void run() throws X;
    }

    private final Operations owner;
    private final String name;
    private final Time time;
    private final Recorder responseTime = new Recorder(BucketLayout.NANOSECONDS);
    private final Recorder cpuTime = new Recorder(BucketLayout.NANOSECONDS);
    private final Recorder allocation = new Recorder(BucketLayout.BYTES);
    private final Recorder queries = new Recorder(BucketLayout.COUNT);
    private final LongAdder[] outcomes = new LongAdder[Outcome.values().length];
    private final LongAdder shadowCalls = new LongAdder();
    private final long[] edgesNanos;
    private final AtomicLongArray aboveEdge;
    private final AtomicInteger turn = new AtomicInteger();
    private final CostSums costs = new CostSums();
    private final long madeNanos;
    private final Windows windows;

    Operation(Operations owner, String name, long[] edgesNanos) {
        this.owner = owner;
        this.name = name;
        this.time = owner.time();
        this.edgesNanos = edgesNanos;
        this.aboveEdge = new AtomicLongArray(edgesNanos.length);
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = new LongAdder();
        }
        this.madeNanos = time.nanos();
        this.windows = new Windows(read(madeNanos));
    }

    /** Returns the name, such as {@code customer.dashboard}. */
    public String name() {
        return name;
    }

    /** Returns the registry that this operation belongs to, and with it the services built around it. */
    public Operations operations() {
        return owner;
    }

    /** Runs the code as one call of this operation; inside an open call of the same operation it joins that one. */
    public <O extends @Nullable Object, X extends Exception> O call(Body<O, X> body) throws X {
        CallStack stack = CallStack.ofThread();
        Call top = stack.top();
        if (top != null && top.operation() == this) {
            return body.run();
        }
        return run(stack, 0, body);
    }

    /** Runs the code as one call of this operation; inside an open call of the same operation it joins that one. */
    public <X extends Exception> void run(Action<X> action) throws X {
        this.<Boolean, X>call(() -> {
            action.run();
            return Boolean.TRUE;
        });
    }

    /** Runs the code as one call of its own that carries flags from the start. */
    public <O extends @Nullable Object, X extends Exception> O callWith(Call.Flag flag, Body<O, X> body) throws X {
        return run(CallStack.ofThread(), Call.bits(flag), body);
    }

    private <O extends @Nullable Object, X extends Exception> O run(CallStack stack, int flags, Body<O, X> body)
            throws X {
        stack.push(this, flags);
        Throwable failure = null;
        try {
            return body.run();
        } catch (Throwable t) {
            failure = t;
            throw t;
        } finally {
            stack.pop(failure);
        }
    }

    /**
     * Begins a call that ends elsewhere, perhaps on another thread, by {@link Call#end()}. It is not the current call of
     * any thread.
     */
    public Call begin() {
        Call call = new Call(false);
        call.start(this, null, 0);
        return call;
    }

    Time time() {
        return time;
    }

    /** Counts calls to spread costly readings; a turn lost under contention only shifts the sample. */
    int turn() {
        int now = turn.getPlain();
        turn.setPlain((now + 1) & Integer.MAX_VALUE);
        return now;
    }

    /** Returns what the calls used on their threads since the operation was made, from those that were read. */
    public Costs costs() {
        return costs.read();
    }

    /** Adds what a call used, shadow calls included: the process used it. */
    void used(@Nullable Operation within, int turnOfCall, long cpuNanos, long allocatedBytes) {
        if (cpuNanos >= 0 || allocatedBytes >= 0) {
            costs.add(within == null ? null : within.costs, turnOfCall, cpuNanos, allocatedBytes);
        }
    }

    void record(Call call, long cpuNanos) {
        if (call.has(Call.Flag.SHADOW)) {
            shadowCalls.increment();
            return;
        }
        long nanos = call.durationNanos();
        responseTime.add(nanos);
        for (int i = 0; i < edgesNanos.length && nanos > edgesNanos[i]; i++) {
            aboveEdge.getAndIncrement(i);
        }
        if (call.outcome() != Outcome.OK) {
            outcomes[call.outcome().ordinal()].increment();
        }
        if (call.allocatedBytes() >= 0) {
            allocation.add(call.allocatedBytes());
        }
        if (call.queries() > 0) {
            queries.add(call.queries());
        }
        if (cpuNanos >= 0) {
            cpuTime.add(cpuNanos);
        }
    }

    void misused(String what) {
        owner.misused(name, what);
    }

    /** Moves what was recorded since the last time into the windows. Called by one thread, every five seconds. */
    void collect() {
        windows.add(read(time.nanos()));
    }

    /** Returns everything since the operation was made, up to this moment. */
    public Snapshot sinceStart() {
        return read(time.nanos());
    }

    /** Returns what the last collected part of a window holds; an empty one says "no data", never zero. */
    public Snapshot snapshot(Window window) {
        return windows.last(window, time.nanos());
    }

    /** Returns everything since the operation was made, up to the last collection; costs nothing. */
    public Snapshot collected() {
        return windows.collected();
    }

    private Snapshot read(long atNanos) {
        Histogram all = responseTime.read();
        Map<Long, Long> slower = new TreeMap<>();
        for (int i = 0; i < edgesNanos.length; i++) {
            slower.put(edgesNanos[i], aboveEdge.get(i));
        }
        return new Snapshot(
                name,
                madeNanos,
                atNanos,
                all,
                cpuTime.read(),
                allocation.read(),
                queries.read(),
                outcomes[Outcome.ERROR.ordinal()].sum(),
                outcomes[Outcome.DEGRADED.ordinal()].sum(),
                outcomes[Outcome.REJECTED.ordinal()].sum(),
                slower);
    }
}
