package io.governance.db;

import io.governance.measure.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** One shape of statement and what all its executions add up to. Thread-safe; adding takes no lock. */
final class Shape {
    private static final int SAMPLES = 3;
    private static final int LOOKED_AT = 32;
    private static final int STACKS = 256;

    final int id;
    final String fingerprint;
    final Fingerprint.Kind kind;
    final LongAdder executions = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder nanos = new LongAdder();
    final LongAccumulator maxNanos = new LongAccumulator(Math::max, 0);
    private final List<SampledStatement.Execution> samples = new ArrayList<>();
    private @Nullable Throwable seenAt;
    private int looked;
    private int stacksLeft = STACKS;
    private volatile boolean isSampleWanted;
    private volatile @Nullable Operation operation;

    Shape(int id, String fingerprint, Fingerprint.Kind kind) {
        this.id = id;
        this.fingerprint = fingerprint;
        this.kind = kind;
        this.isSampleWanted = kind == Fingerprint.Kind.READ;
    }

    void executed(int times, int failed, long totalNanos, long worstNanos) {
        executions.add(times);
        nanos.add(totalNanos);
        maxNanos.accumulate(worstNanos);
        if (failed > 0) {
            failures.add(failed);
        }
    }

    void usedBy(Operation user) {
        if (operation != user) {
            operation = user;
        }
    }

    @Nullable
    Operation operation() {
        return operation;
    }

    /** A lost count under contention only means one stack more. */
    boolean takeStack() {
        int left = stacksLeft;
        if (left > 0) {
            stacksLeft = left - 1;
        }
        return left > 0;
    }

    boolean isSampleWanted() {
        return isSampleWanted;
    }

    /** Keeps at most three executions with different parameters; gives up looking for others after some. */
    void sample(String sql, List<Object> parameters) {
        synchronized (samples) {
            SampledStatement.Execution sample = new SampledStatement.Execution(sql, parameters);
            if (samples.size() < SAMPLES && !samples.contains(sample)) {
                samples.add(sample);
                seenAt = seenAt == null ? new Throwable() : seenAt;
            }
            isSampleWanted = samples.size() < SAMPLES && ++looked < LOOKED_AT;
        }
    }

    /** Where in the application it was executed once; resolving is slow. */
    CallSite place(List<String> libraries) {
        Throwable stack;
        synchronized (samples) {
            stack = seenAt;
        }
        return stack == null ? new CallSite(List.of()) : CallSite.of(stack, libraries, CallSite.FRAMES);
    }

    List<SampledStatement.Execution> samples() {
        synchronized (samples) {
            return List.copyOf(samples);
        }
    }
}
