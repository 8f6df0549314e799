package io.governance.db;

import io.governance.db.Fingerprint.Role;
import io.governance.measure.Call;
import io.governance.measure.Operation;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The executions of one shape in one scope, and what each of them had to do with the one before: the evidence that
 * {@link Classification} judges. Constant memory, no value kept. Reused from scope to scope; not thread-safe.
 */
final class Repetition {
    private static final int STACKS = 8;

    @Nullable
    Shape shape;

    @Nullable
    Fingerprint fingerprint;

    int executions;
    int failures;
    int batches;
    int batchesOfOne;
    long nanos;
    long worstNanos;

    /** Executions that went on where the one before had ended: from its last row, or by its OFFSET and a page. */
    int pageLinks;

    /** Executions whose page before was read through wrappers, so that its last row is known. */
    int pagesRead;

    /** Executions whose two bounds both moved on by the same step, or began where the ones before ended. */
    int windowLinks;

    /** Executions with the same values, of which nothing was written since, that were answered otherwise. */
    int otherAnswers;

    boolean isValueVaried;
    boolean isRangeVaried;
    boolean hasList;
    boolean isListGrowing;
    boolean isListUnknown;
    int longestList;
    int longestLists;

    @Nullable
    Shape before;

    @Nullable
    Shape parent;

    final Repeats repeats = new Repeats();
    final Retries retries = new Retries();
    private final @Nullable Throwable[] stacks = new Throwable[STACKS];
    private final int[] previous = new int[ValuePositions.LIMIT];
    private int stackCount;
    private long page;
    private long pageStep;
    private int windowStep;
    private int listLength;
    private int hash;
    private int epoch;
    private int answer;
    private boolean isSameQuestion;
    private boolean isAnswered;
    private @Nullable PageRows pageRows;
    private @Nullable Operation operation;
    private @Nullable Call call;
    private long generation;

    void start(KnownText text, @Nullable Shape previousShape) {
        shape = text.shape;
        fingerprint = text.fingerprint;
        before = previousShape;
    }

    void clear() {
        shape = null;
        fingerprint = null;
        before = parent = null;
        call = null;
        operation = null;
        pageRows = null;
        executions = failures = batches = batchesOfOne = 0;
        nanos = worstNanos = page = pageStep = 0;
        pageLinks = pagesRead = windowLinks = otherAnswers = 0;
        longestList = longestLists = listLength = windowStep = hash = epoch = answer = 0;
        isValueVaried = isRangeVaried = hasList = isListGrowing = isListUnknown = isSameQuestion = isAnswered = false;
        repeats.clear();
        retries.clear();
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

    void execute(KnownText text, Values values, int now, int transaction, RolledBack rolledBack) {
        ValuePositions positions = text.fingerprint.positions();
        boolean isFirst = executions == 0;
        boolean isLinked = false;
        boolean isChanged = false;
        int all = 0;
        int key = 0;
        for (int i = 0; i < positions.count(); i++) {
            int value = values.at(i);
            all = 31 * all + value;
            key = positions.isKey(i) ? 31 * key + value : key;
            if (!isFirst && value != previous[i]) {
                Role role = positions.role(i);
                isChanged = true;
                isValueVaried |= role == Role.VALUE;
                isRangeVaried |= role == Role.RANGE;
                isLinked |= pageRows != null && pageRows.contains(value);
            }
        }
        pages(values.page(), isFirst, isChanged, isLinked);
        windows(positions, values, isFirst);
        for (int i = 0; i < positions.count(); i++) {
            previous[i] = values.at(i);
        }
        lists(text, values.listLength(), isFirst);
        all = 31 * all + Long.hashCode(values.page());
        isSameQuestion = !isFirst && all == hash && now == epoch && isAnswered;
        isAnswered = false;
        hash = all;
        epoch = now;
        executions++;
        repeats.add(all, now);
        retries.execute(key, transaction, rolledBack);
    }

    private void pages(long current, boolean isFirst, boolean isChanged, boolean isLinked) {
        if (!isFirst) {
            long step = current - page;
            boolean isNextPage = step != 0 && !isChanged && (pageStep == 0 || step == pageStep);
            pageStep = isNextPage ? step : pageStep;
            pageLinks += isLinked || isNextPage ? 1 : 0;
            pagesRead += pageRows != null && !pageRows.isEmpty() ? 1 : 0;
        }
        page = current;
        pageRows = null;
    }

    private void windows(ValuePositions positions, Values values, boolean isFirst) {
        for (int i = 1; i < positions.count() && !isFirst; i++) {
            if (positions.role(i - 1) == Role.RANGE && positions.role(i) == Role.RANGE) {
                int step = values.at(i) - previous[i];
                boolean isEven = step != 0
                        && step == values.at(i - 1) - previous[i - 1]
                        && values.at(i) != values.at(i - 1)
                        && (windowStep == 0 || windowStep == step);
                windowStep = isEven ? step : windowStep;
                windowLinks += isEven || (step != 0 && values.at(i - 1) == previous[i]) ? 1 : 0;
                return;
            }
        }
    }

    private void lists(KnownText text, int length, boolean isFirst) {
        hasList |= text.isList && length != 1;
        isListGrowing |= !isFirst && length > listLength;
        isListUnknown |= text.isList && length == 0;
        listLength = length;
        if (length > longestList) {
            longestList = length;
            longestLists = 0;
        }
        longestLists += length == longestList ? 1 : 0;
    }

    /** What is read of the answer of the execution just counted, when it is a page. */
    void pageRows(@Nullable PageRows rows) {
        pageRows = rows;
    }

    /** The first value of the answer to the last execution. */
    void answered(int value) {
        if (!isAnswered) {
            otherAnswers += isSameQuestion && value != answer ? 1 : 0;
            answer = value;
            isAnswered = true;
        }
    }

    /**
     * Adds how the execution went.
     *
     * @param batchRows of a batch, 0 when it was none
     * @param changedRows as the driver told them, -1 when it did not
     */
    void took(long tookNanos, boolean succeeded, int batchRows, long changedRows) {
        if (batchRows > 0) {
            batches++;
            batchesOfOne += batchRows == 1 ? 1 : 0;
        }
        nanos += tookNanos;
        worstNanos = Math.max(worstNanos, tookNanos);
        Fingerprint print = fingerprint;
        boolean hasLost = changedRows == 0 && print != null && print.isOptimistic();
        if (!succeeded || hasLost) {
            failures += succeeded ? 0 : 1;
            retries.lastOneFailed();
        }
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
            taken[i] = Objects.requireNonNull(stacks[i]);
        }
        return taken;
    }

    int distinct() {
        return repeats.count();
    }

    @Nullable
    Operation operation() {
        return operation;
    }

    /** Adds what another thread executed in the same scope. */
    void add(Repetition other) {
        if (executions == 0) {
            operation = other.operation;
            before = other.before;
        } else if (operation != other.operation) {
            operation = null;
        }
        boolean isValueOther = executions > 0 && !Arrays.equals(previous, other.previous);
        isValueVaried |= other.isValueVaried || (isValueOther && !other.isRangeVaried);
        isRangeVaried |= other.isRangeVaried;
        parent = parent == null ? other.parent : parent;
        executions += other.executions;
        failures += other.failures;
        batches += other.batches;
        batchesOfOne += other.batchesOfOne;
        nanos += other.nanos;
        worstNanos = Math.max(worstNanos, other.worstNanos);
        pageLinks += other.pageLinks;
        pagesRead += other.pagesRead;
        windowLinks += other.windowLinks;
        otherAnswers += other.otherAnswers;
        hasList |= other.hasList;
        isListUnknown |= other.isListUnknown;
        longestLists = longestList == other.longestList
                ? longestLists + other.longestLists
                : longestList > other.longestList ? longestLists : other.longestLists;
        longestList = Math.max(longestList, other.longestList);
        repeats.addAll(other.repeats);
        retries.add(other.retries);
        System.arraycopy(other.previous, 0, previous, 0, previous.length);
        for (int i = 0; i < other.stackCount && stackCount < STACKS; i++) {
            stacks[stackCount++] = other.stacks[i];
        }
    }
}
