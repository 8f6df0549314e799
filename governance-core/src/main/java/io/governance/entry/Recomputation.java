package io.governance.entry;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Place;
import io.governance.measure.Time;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sees that an operation does the same work again inside one call: same operation, equal arguments.
 *
 * <p>{@code static final Recomputation PRICE = Recomputation.of(price);} and then
 * {@code PRICE.call(List.of(part, customer), () -> price(part, customer))} instead of {@code price.call(...)}. Each
 * outermost call remembers the first 64 different arguments on its thread and forgets them at its end; an argument is
 * the same only when it {@code equals}, never because of its hash alone. A repeat is a finding RECOMPUTATION with the
 * number of repeats and the time that they wasted: their whole duration, but a repeat inside of a repeat is counted only
 * once, with the outer one, which is what must go.
 *
 * <p>A call that is resumed, on another thread or later on, remembers arguments anew there: what was done before and
 * is done again there is no repeat, and it counts as an outermost call of its own.
 *
 * <p>Thread-safe. Exceptions of the code pass through unchanged. Arguments are values with {@code equals} and
 * {@code hashCode}: records, strings, numbers, a {@code List} of them; arrays are never equal.
 */
public final class Recomputation {
    private static final int ROOTS = 16;

    private final Operation operation;
    private final Map<String, RecomputationTable> byRoot = new ConcurrentHashMap<>();
    private final LongAdder failures = new LongAdder();
    private volatile @Nullable String place;

    Recomputation(Operation operation) {
        this.operation = operation;
    }

    /** Returns what watches an operation; there is one for each, so that this may be asked again. */
    public static Recomputation of(Operation operation) {
        return RecomputationExaminer.of(operation.operations()).watch(operation);
    }

    /**
     * Runs the code as one call of the operation, and remembers its arguments for as long as the outermost call lasts.
     *
     * @param arguments all that the answer depends on: one value, or a record or {@code List.of} of several
     */
    public <O extends @Nullable Object, X extends Exception> O call(Object arguments, Operation.Body<O, X> body)
            throws X {
        Call outside = Call.current();
        if (outside == null || outside.operation() == operation) {
            return operation.call(body); // nothing around it in which it could be done again, or joined
        }
        RecomputationMemory memory = outside.root().get(RecomputationMemory.SLOT);
        if (!isRepeat(memory, arguments)) {
            return operation.call(body);
        }
        Time time = operation.operations().time();
        long start = time.nanos();
        boolean isOutermost = memory.enterRepeat();
        try {
            return operation.call(body);
        } finally {
            if (isOutermost) {
                memory.leaveRepeat(this, time.nanos() - start);
            }
        }
    }

    /** The arguments are the application's: whatever goes wrong with them is counted and otherwise harmless. */
    private boolean isRepeat(RecomputationMemory memory, Object arguments) {
        try {
            boolean isRepeat = memory.isRepeat(this, arguments);
            if (isRepeat && place == null) {
                place = caller();
            }
            return isRepeat;
        } catch (RuntimeException | StackOverflowError e) {
            failures.increment();
            return false;
        }
    }

    private static String caller() {
        String ours = Recomputation.class.getName();
        return Place.outside(ours::equals);
    }

    /** The counts for the calls of one outermost operation; those of too many others share one table. */
    RecomputationTable table(Operation root) {
        RecomputationTable table = byRoot.get(root.name());
        if (table != null) {
            return table;
        }
        String name = byRoot.size() < ROOTS ? root.name() : Operations.OTHER;
        return byRoot.computeIfAbsent(name, RecomputationTable::new);
    }

    Operation operation() {
        return operation;
    }

    Collection<RecomputationTable> tables() {
        return byRoot.values();
    }

    @Nullable
    String place() {
        return place;
    }

    /** How often arguments could not be compared, since their own code failed. */
    long failures() {
        return failures.sum();
    }
}
