package io.governance.db;

import io.governance.measure.Call;
import io.governance.measure.Operation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The executions of one shape in one call. Reused from call to call; belongs to the thread of the call. */
final class Repetition {
    private static final int STACKS = 8;

    @Nullable
    Shape shape;

    @Nullable
    Fingerprint fingerprint;

    int executions;
    int failures;
    int rows;
    int batches;
    int lists;
    long nanos;
    long worstNanos;

    @Nullable
    Shape before;

    @Nullable
    Shape parent;

    private final DistinctHashes distinct = new DistinctHashes();
    private final @Nullable Throwable[] stacks = new Throwable[STACKS];
    private int stackCount;
    private int firstValue;
    private int firstRange;
    private int firstPage;
    private boolean isValueVaried;
    private boolean isRangeVaried;
    private boolean isPageVaried;
    private int run;
    private int runHash;
    private int runEpoch;
    private int longestRun;
    private @Nullable Operation operation;
    private @Nullable Call call;
    private long generation;

    void start(KnownText text, @Nullable Shape previous) {
        shape = text.shape;
        fingerprint = text.fingerprint;
        before = previous;
    }

    void clear() {
        shape = null;
        fingerprint = null;
        before = null;
        parent = null;
        call = null;
        operation = null;
        executions = failures = rows = batches = lists = 0;
        nanos = worstNanos = 0;
        run = longestRun = 0;
        isValueVaried = isRangeVaried = isPageVaried = false;
        distinct.clear();
        Arrays.fill(stacks, 0, stackCount, null);
        stackCount = 0;
    }

    /** Notes whose statement it is: the innermost operation while all executions belong to one call of it. */
    void within(Call current) {
        if (executions == 0) {
            call = current;
            generation = current.generation();
            operation = current.operation();
        } else if (call != current || generation != current.generation()) {
            operation = current.root().operation();
        }
    }

    void execute(int value, int range, int page, int epoch) {
        int all = (value * 31 + range) * 31 + page;
        if (executions == 0) {
            firstValue = value;
            firstRange = range;
            firstPage = page;
        } else {
            isValueVaried |= value != firstValue;
            isRangeVaried |= range != firstRange;
            isPageVaried |= page != firstPage;
        }
        executions++;
        distinct.add(all);
        run = run > 0 && runHash == all && runEpoch == epoch ? run + 1 : 1;
        runHash = all;
        runEpoch = epoch;
        longestRun = Math.max(longestRun, run);
    }

    void took(long tookNanos, boolean succeeded, int batchRows) {
        if (batchRows > 0) {
            batches++;
            rows += batchRows;
        }
        nanos += tookNanos;
        worstNanos = Math.max(worstNanos, tookNanos);
        failures += succeeded ? 0 : 1;
    }

    /**
     * Executions 2 to 5 and powers of two, early enough to name the place and spread enough to be fair, until the shape
     * has had its share; the one that reaches the threshold always.
     */
    boolean wantsStack(int threshold) {
        if (stackCount == STACKS || executions < 2) {
            return false;
        }
        boolean isSampled = executions <= 5 || Integer.bitCount(executions) == 1;
        return executions == threshold || (isSampled && shape != null && shape.takeStack());
    }

    void stack(Throwable taken) {
        stacks[stackCount++] = taken;
    }

    Throwable[] stacks() {
        Throwable[] taken = new Throwable[stackCount];
        for (int i = 0; i < stackCount; i++) {
            taken[i] = java.util.Objects.requireNonNull(stacks[i]);
        }
        return taken;
    }

    int distinct() {
        return distinct.count();
    }

    @Nullable
    Operation operation() {
        return operation;
    }

    /** How often one read was repeated for nothing; only for {@link Pattern#DUPLICATE}. */
    int duplicates() {
        return longestRun;
    }

    Pattern pattern(int threshold) {
        Fingerprint print = fingerprint;
        if (print == null || executions < threshold) {
            return Pattern.NONE;
        }
        if (print.kind() == Fingerprint.Kind.WRITE) {
            if (batches == executions) {
                return rows == batches ? Pattern.DEGENERATE_BATCH : Pattern.NONE;
            }
            return distinct.count() > 1 ? Pattern.UNBATCHED_WRITES : Pattern.NONE;
        }
        if (print.kind() != Fingerprint.Kind.READ) {
            return Pattern.NONE;
        }
        if (print.isVolatile()) {
            return Pattern.N_PLUS_ONE;
        }
        if (distinct.count() <= 2) {
            return longestRun >= threshold ? Pattern.DUPLICATE : Pattern.NONE;
        }
        if (!isValueVaried && ((isPageVaried && print.hasOffset()) || (isRangeVaried && print.isPaged()))) {
            return Pattern.PAGING;
        }
        return lists * 2 > executions ? Pattern.CHUNKED : Pattern.N_PLUS_ONE;
    }
}
