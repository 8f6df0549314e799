package io.governance.db;

import io.governance.measure.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one scope: a call with the calls inside it, or the loan of a connection outside any call. At most
 * 256 shapes, at most 64 stacks.
 *
 * <p>Budget: one table look-up and a few counters for an execution, no lock, no allocation but the sampled stacks. Only
 * the thread that runs the call touches it; other threads of the same call have logs of their own, which are added
 * together at the end. At the end of the scope the figures go to {@link Statements}.
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

    private final @Nullable Repetition[] table = new Repetition[TABLE];
    private final int[] usedSlots = new int[SHAPES];
    private final Repetition[] pool = new Repetition[SHAPES];
    private final FirstRows firstRows = new FirstRows();
    private final TableVersions versions = new TableVersions();
    private final RolledBack rolledBack = new RolledBack();
    private int made;
    private int used;
    private int stacks;
    private int overflowed;
    private @Nullable Shape previous;
    private @Nullable Statements statements;

    StatementLog() {}

    /** Returns the statements that an open call has executed so far, in the order of their first execution. */
    public static List<Executed> of(Call call) {
        StatementLog log = call.root().get(SLOT);
        Statements to = log.statements;
        if (to != null) {
            to.takeCarried(call.root(), log);
        }
        return log.executed();
    }

    private List<Executed> executed() {
        List<Executed> all = new ArrayList<>();
        Statements of = statements;
        for (int i = 0; i < used && of != null; i++) {
            Repetition one = at(i);
            Fingerprint print = one.fingerprint;
            if (print != null) {
                Pattern pattern = Classification.of(one, of.threshold());
                all.add(new Executed(print.text(), pattern, one.executions, one.distinct(), one.nanos));
            }
        }
        return all;
    }

    private Repetition at(int index) {
        return Objects.requireNonNull(table[usedSlots[index]]);
    }

    /** Returns what counts this execution; {@code null} when the scope has too many shapes already. */
    @Nullable
    Repetition add(KnownText text, @Nullable Call current, Statements of, Values values, int transaction) {
        statements = of;
        Repetition one = find(text.shape);
        if (one == null) {
            one = start(text);
        }
        if (one == null) {
            overflowed++;
            return null;
        }
        if (current != null) {
            one.within(current);
        }
        if (one.executions == 0) {
            one.parent = firstRows.parent(text, values);
        }
        one.execute(text, values, versions.of(text.fingerprint), transaction, rolledBack);
        if (stacks < STACKS && one.wantsStack(of.threshold())) {
            stacks++;
            one.stack(of.stack());
        }
        if (text.shape.kind != Fingerprint.Kind.READ) {
            versions.written(text.fingerprint);
        }
        previous = text.shape;
        return one;
    }

    /** Something happened after which the same question may have another answer: a failure, a rollback. */
    void interrupted() {
        versions.everythingChanged();
    }

    void rolledBack(int transaction) {
        rolledBack.add(transaction);
        interrupted();
    }

    void firstRowValue(Shape of, int hash) {
        firstRows.add(of, hash);
        Repetition one = find(of);
        if (one != null) {
            one.answered(hash);
        }
    }

    private @Nullable Repetition find(Shape shape) {
        int slot = shape.id & (TABLE - 1);
        Repetition one = table[slot];
        while (one != null && one.shape != shape) {
            slot = (slot + 1) & (TABLE - 1);
            one = table[slot];
        }
        return one;
    }

    private @Nullable Repetition start(KnownText text) {
        if (used == SHAPES) {
            return null;
        }
        Repetition fresh = fresh(text.shape);
        fresh.start(text, previous);
        return fresh;
    }

    private Repetition fresh(Shape shape) {
        if (used == made) {
            pool[made++] = new Repetition();
        }
        int slot = shape.id & (TABLE - 1);
        while (table[slot] != null) {
            slot = (slot + 1) & (TABLE - 1);
        }
        Repetition fresh = pool[used];
        fresh.shape = shape;
        table[slot] = fresh;
        usedSlots[used++] = slot;
        return fresh;
    }

    @Override
    public void callEnded(Call call) {
        Statements to = statements;
        try {
            if (to != null && call.origin() != call) {
                to.carriedEnded(call.origin(), this);
            } else if (to != null) {
                to.takeCarried(call, this);
                handOver(to, call, call.operation().name());
                to.callEnded(call, this);
            }
        } finally {
            clear();
        }
    }

    /** The scope was the loan of a connection of this data source. */
    void loanEnded(String source) {
        Statements to = statements;
        try {
            if (to != null) {
                handOver(to, null, source);
            }
        } finally {
            clear();
        }
    }

    void handOver(Statements to, @Nullable Call call, String subject) {
        for (int i = 0; i < used; i++) {
            to.add(at(i), call, subject);
        }
        if (overflowed > 0) {
            to.overflowed(overflowed);
        }
    }

    /** Adds what another thread executed in the same scope. */
    void addAll(StatementLog other) {
        statements = other.statements;
        overflowed += other.overflowed;
        for (int i = 0; i < other.used; i++) {
            Repetition one = other.at(i);
            Shape shape = Objects.requireNonNull(one.shape);
            Repetition mine = find(shape);
            if (mine == null && used < SHAPES) {
                mine = fresh(shape);
                mine.fingerprint = one.fingerprint;
            }
            if (mine != null) {
                mine.add(one);
            } else {
                overflowed += one.executions;
            }
        }
    }

    /** Returns the three fingerprints that were executed most often, with how often. */
    List<String> mostOften() {
        return IntStream.range(0, used)
                .mapToObj(this::at)
                .sorted(Comparator.comparingInt((Repetition one) -> one.executions)
                        .reversed())
                .limit(3)
                .map(one -> one.executions + " x " + Objects.requireNonNull(one.shape).fingerprint)
                .toList();
    }

    void clear() {
        for (int i = 0; i < used; i++) {
            at(i).clear();
        }
        for (int i = 0; i < used; i++) {
            table[usedSlots[i]] = null;
        }
        firstRows.clear();
        versions.clear();
        rolledBack.clear();
        used = stacks = overflowed = 0;
        previous = null;
        statements = null;
    }
}
