package io.governance.db;

import io.governance.measure.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one call, those of calls inside it included: at most 256 shapes, at most 64 stacks.
 *
 * <p>Budget: one table look-up and a few counters for an execution, no lock, no allocation but the sampled stacks. Only
 * the thread that runs the call touches it. At the end of the call the figures are added to {@link Statements}.
 */
public final class StatementLog implements Call.Attachment {
    /**
     * One shape of statement in one call.
     *
     * @param fingerprint the normalized text
     * @param pattern what its executions look like together
     * @param executions round trips
     * @param distinctValues different sets of parameters and literals, counted up to 96
     * @param nanos time spent in all executions
     */
    public record Executed(String fingerprint, Pattern pattern, int executions, int distinctValues, long nanos) {}

    static final Call.Slot<StatementLog> SLOT = Call.Slot.create(StatementLog::new);

    private static final int SHAPES = 256;
    private static final int TABLE = 512;
    private static final int STACKS = 64;
    private static final int FIRST_ROW_VALUES = 64;

    private final @Nullable Repetition[] table = new Repetition[TABLE];
    private final int[] usedSlots = new int[SHAPES];
    private final Repetition[] pool = new Repetition[SHAPES];
    private final int[] rowValues = new int[FIRST_ROW_VALUES];
    private final @Nullable Shape[] rowShapes = new Shape[FIRST_ROW_VALUES];
    private int made;
    private int used;
    private int stacks;
    private int rowValueCount;
    private int epoch;
    private int overflowed;
    private @Nullable Shape previous;
    private @Nullable Statements statements;

    StatementLog() {}

    /** Returns the statements that an open call has executed so far, in the order of their first execution. */
    public static List<Executed> of(Call call) {
        return call.root().get(SLOT).executed();
    }

    private List<Executed> executed() {
        List<Executed> all = new ArrayList<>();
        Statements of = statements;
        for (int i = 0; i < used && of != null; i++) {
            Repetition one = at(i);
            Fingerprint print = one.fingerprint;
            if (print != null) {
                Pattern pattern = one.pattern(of.threshold());
                all.add(new Executed(print.text(), pattern, one.executions, one.distinct(), one.nanos));
            }
        }
        return all;
    }

    private Repetition at(int index) {
        return java.util.Objects.requireNonNull(table[usedSlots[index]]);
    }

    /** Returns what counts this execution; {@code null} when the call has too many shapes already. */
    @Nullable
    Repetition add(KnownText text, Call current, Statements of, int value, int range, int page, int key) {
        statements = of;
        Repetition one = find(text);
        if (one == null) {
            overflowed++;
            return null;
        }
        one.within(current);
        if (one.executions == 0) {
            one.parent = parent(key);
        }
        one.execute(value, range, page, epoch);
        one.lists += text.isList ? 1 : 0;
        if (stacks < STACKS && one.wantsStack(of.threshold())) {
            stacks++;
            one.stack(new Throwable());
        }
        if (text.shape.kind == Fingerprint.Kind.WRITE) {
            epoch++;
        }
        previous = text.shape;
        return one;
    }

    /** Something happened after which the same question may have another answer: a failure, a rollback. */
    void interrupted() {
        epoch++;
    }

    /** A value of the first row of an answer: the loop over the rows would start with it. */
    void firstRowValue(Shape of, int hash) {
        if (rowValueCount < FIRST_ROW_VALUES) {
            rowValues[rowValueCount] = hash;
            rowShapes[rowValueCount++] = of;
        }
    }

    private @Nullable Shape parent(int key) {
        for (int i = rowValueCount - 1; i >= 0; i--) {
            if (key != 0 && rowValues[i] == key) {
                return rowShapes[i];
            }
        }
        return null;
    }

    private @Nullable Repetition find(KnownText text) {
        int slot = text.shape.id & (TABLE - 1);
        Repetition one = table[slot];
        while (one != null && one.shape != text.shape) {
            slot = (slot + 1) & (TABLE - 1);
            one = table[slot];
        }
        if (one != null || used == SHAPES) {
            return one;
        }
        if (used == made) {
            pool[made++] = new Repetition();
        }
        Repetition fresh = pool[used];
        fresh.start(text, previous);
        table[slot] = fresh;
        usedSlots[used++] = slot;
        return fresh;
    }

    @Override
    public void callEnded(Call call) {
        Statements to = statements;
        try {
            for (int i = 0; i < used && to != null; i++) {
                to.add(at(i), call);
            }
            if (overflowed > 0 && to != null) {
                to.overflowed(overflowed);
            }
        } finally {
            clear();
        }
    }

    private void clear() {
        for (int i = 0; i < used; i++) {
            at(i).clear();
            table[usedSlots[i]] = null;
        }
        for (int i = 0; i < rowValueCount; i++) {
            rowShapes[i] = null;
        }
        used = stacks = rowValueCount = epoch = overflowed = 0;
        previous = null;
        statements = null;
    }
}
