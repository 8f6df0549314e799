package io.governance.entry;

import io.governance.measure.Call;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one outermost call has seen on one thread: up to 64 arguments, and what was repeated. Used by the call's own thread; cleared at
 * its end, so that no argument is held any longer.
 *
 * <p>Budget of a look-up: at most 64 comparisons of two integers, and {@code equals} where they are the same.
 */
final class RecomputationMemory implements Call.Attachment {
    static final Call.Slot<RecomputationMemory> SLOT = Call.Slot.create(RecomputationMemory::new);

    static final int LIMIT = 64;

    private final int[] hashes = new int[LIMIT];
    private final @Nullable Object[] arguments = new @Nullable Object[LIMIT];
    private final @Nullable Recomputation[] owners = new @Nullable Recomputation[LIMIT];
    private final long[] repeats = new long[LIMIT];
    private final long[] wastedNanos = new long[LIMIT];
    private int size;
    private int forgotten;
    private int repeated;
    private boolean isInRepeat;

    /** Remembers these arguments; returns whether they were remembered before. */
    boolean isRepeat(Recomputation owner, Object argument) {
        int hash = argument.hashCode();
        for (int i = 0; i < size; i++) {
            if (hashes[i] == hash && owners[i] == owner && argument.equals(arguments[i])) {
                repeated = i;
                return true;
            }
        }
        if (size == LIMIT) {
            forgotten++;
            return false;
        }
        hashes[size] = hash;
        owners[size] = owner;
        arguments[size++] = argument;
        return false;
    }

    /** Returns whether this is a repeat of its own, not a part of another one. */
    boolean enterRepeat() {
        boolean isOutermost = !isInRepeat;
        if (isOutermost) {
            repeats[repeated]++;
        }
        isInRepeat = true;
        return isOutermost;
    }

    void leaveRepeat(Recomputation owner, long nanos) {
        isInRepeat = false;
        for (int i = 0; i < size; i++) {
            if (owners[i] == owner) {
                wastedNanos[i] += Math.max(0, nanos); // any entry of the owner: they are summed at the end
                return;
            }
        }
    }

    @Override
    public void callEnded(Call root) {
        try {
            if (!root.has(Call.Flag.SHADOW)) {
                tell(root);
            }
        } finally {
            Arrays.fill(arguments, 0, size, null);
            Arrays.fill(owners, 0, size, null);
            Arrays.fill(repeats, 0, size, 0);
            Arrays.fill(wastedNanos, 0, size, 0);
            size = 0;
            forgotten = 0;
            isInRepeat = false;
        }
    }

    /** Sums the entries of each owner into its first one, and tells it. */
    private void tell(Call root) {
        for (int i = 0; i < size; i++) {
            Recomputation owner = owners[i];
            if (owner == null) {
                continue;
            }
            long timesAgain = repeats[i];
            long nanos = wastedNanos[i];
            for (int next = i + 1; next < size; next++) {
                if (owners[next] == owner) {
                    timesAgain += repeats[next];
                    nanos += wastedNanos[next];
                    owners[next] = null;
                }
            }
            owner.table(root.operation()).add(timesAgain, nanos, forgotten > 0);
        }
    }
}
