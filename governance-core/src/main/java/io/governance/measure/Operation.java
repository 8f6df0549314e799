package io.governance.measure;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A named piece of the application whose every execution is measured: an endpoint, a job, a query.
 *
 * <p>A measured call takes 83 ns, of which 52 are two clock readings, and allocates nothing ({@code ./bench core}). Heap,
 * with all windows: 2 kB when it is idle, 54 kB after a day of 1,000 calls a second ({@code
 * docs/decisions/0010-what-a-call-costs.md}). Thread-safe. Exceptions of the code pass through unchanged.
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
    private final Tables tables;
    private final Windows windows;
    private final CostSums costs = new CostSums();
    private final long madeNanos;
    private volatile long slowNanos;
    private volatile @Nullable Predicate<? super Throwable> errors;
    private volatile boolean isPaused;
    private boolean isCalled; // two first calls at once are harmless

    Operation(Operations owner, String name, long[] edgesNanos) {
        this.owner = owner;
        this.name = name;
        this.time = owner.time();
        this.madeNanos = time.nanos();
        this.tables = new Tables(edgesNanos);
        this.windows = new Windows(name, edgesNanos, madeNanos);
        this.isPaused = owner.isPaused();
        this.slowNanos = edgesNanos.length == 0 ? Long.MAX_VALUE : edgesNanos[0];
    }

    /** Returns the name, such as {@code customer.dashboard}. */
    public String name() {
        return name;
    }

    /** Returns the registry that this operation belongs to, and with it the services built around it. */
    public Operations operations() {
        return owner;
    }

    /**
     * Says which of the exceptions that end a call are errors; all are, unless it is said here or for {@linkplain
     * Operations#errorsAre all operations}. A call that ends in another exception counts as one that returned.
     */
    public Operation errorsAre(Predicate<? super Throwable> isError) {
        errors = isError;
        return this;
    }

    /** Stops measuring: calls run as if the operation were not there, but for those with flags. */
    public void pause() {
        isPaused = true;
    }

    /** Measures again. */
    public void resume() {
        isPaused = false;
    }

    /** Returns whether calls are not measured. */
    public boolean isPaused() {
        return isPaused;
    }

    /** Runs the code as one call of this operation; inside an open call of the same operation it joins that one. */
    public <O extends @Nullable Object, X extends Exception> O call(Body<O, X> body) throws X {
        if (isPaused) {
            return body.run();
        }
        CallStack stack = CallStack.ofThread();
        Call top = stack.top();
        if (isJoined(top)) {
            return body.run();
        }
        return run(stack, stack.push(this, top, 0), body);
    }

    /**
     * Runs the code as a call that should have started earlier: at the time its request arrived in a queue, or was due.
     * Its response time is counted from the start as always, and beside that from the intended start.
     *
     * @param intendedStartNanos on the clock of {@link Operations#time()}; one in the future counts as now
     */
    public <O extends @Nullable Object, X extends Exception> O callFrom(long intendedStartNanos, Body<O, X> body)
            throws X {
        if (isPaused) {
            return body.run();
        }
        CallStack stack = CallStack.ofThread();
        Call top = stack.top();
        if (isJoined(top)) {
            return body.run();
        }
        int place = stack.push(this, top, 0);
        stack.intendedAt(place, intendedStartNanos);
        return run(stack, place, body);
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
        CallStack stack = CallStack.ofThread();
        return run(stack, stack.push(this, stack.top(), flag.bit()), body);
    }

    private boolean isJoined(@Nullable Call top) {
        return top != null && top.operation() == this;
    }

    private static <O extends @Nullable Object, X extends Exception> O run(CallStack stack, int place, Body<O, X> body)
            throws X {
        Throwable failure = null;
        try {
            return body.run();
        } catch (Throwable t) {
            failure = t;
            throw t;
        } finally {
            stack.pop(place, failure);
        }
    }

    /**
     * Begins a call that ends elsewhere, perhaps on another thread, by {@link Call#end()}. It is inside the current call of
     * this thread, but the current call of no thread until it is {@linkplain Call#resume resumed}.
     */
    public Call begin() {
        return begin(Call.capture());
    }

    /** Begins such a call that should have started earlier, as in {@link #callFrom}. */
    public Call beginFrom(long intendedStartNanos) {
        Call call = begin();
        CallStart.intendedAt(call, intendedStartNanos);
        return call;
    }

    /** Begins such a call inside another one, which may be of another thread or none at all. */
    public Call begin(@Nullable Call around) {
        Call call = new Call(false);
        CallStart.of(call, this, around, CallStack.ofThread().turn(this));
        owner.begun();
        return call;
    }

    Time time() {
        return time;
    }

    /** Whether no call that could be read was made before the one that asks. */
    boolean isFirstCall() {
        if (isCalled) {
            return false;
        }
        isCalled = true;
        return true;
    }

    boolean isError(Throwable failure) {
        Predicate<? super Throwable> own = errors;
        Predicate<? super Throwable> told = own == null ? owner.errors() : own;
        try {
            return told.test(failure);
        } catch (RuntimeException | Error e) {
            misused("the predicate that tells errors failed: " + e);
            return true;
        }
    }

    void record(Call call, int lane) {
        if (isPaused || call.has(Call.Flag.SHADOW)) {
            return;
        }
        tables.record(call, lane);
        if (call.durationNanos > slowNanos) {
            owner.slow(call);
        }
    }

    /** Shadow calls are no part of health, but the process used what they used. */
    void costs(Call call, @Nullable Call around) {
        if (isPaused) {
            return;
        }
        costs.add(call);
        if (around != null) {
            around.operation().innerCosts(call);
        }
    }

    void innerCosts(Call inner) {
        costs.addInner(inner);
    }

    /** Returns what the calls used on their threads since the operation was made, from those that were read. */
    public Costs costs() {
        return costs.read();
    }

    void recordSlowerThan(long nanos) {
        slowNanos = nanos;
    }

    void misused(String what) {
        owner.misused(name, what);
    }

    /** Moves what was recorded since the last time into the windows. Called by one thread, every five seconds. */
    void collect(long[] cells, long[] scratch) {
        Arrays.fill(cells, 0);
        tables.read(cells);
        windows.add(cells, scratch, time.nanos());
    }

    /** Returns everything since the operation was made, up to this moment. */
    public Snapshot sinceStart() {
        return tables.read(name, madeNanos, Math.max(madeNanos, time.nanos()));
    }

    /** Returns everything since the operation was made, up to the last collection; costs little. */
    public Snapshot collected() {
        return windows.collected(madeNanos);
    }

    int cells() {
        return windows.cells();
    }

    /** Returns what the last collected part of a window holds; an empty one says "no data", never zero. */
    public Snapshot snapshot(Window window) {
        return windows.last(window, time.nanos());
    }
}
