package io.governance.db;

import io.governance.measure.Call;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Who has a pooled connection, since when, and what it does with it. Written by the holder, read by the pool's watch.
 *
 * <p>Budget: a few plain writes a loan and two a statement. The watch may see a moment that is over: it looks again a
 * second later.
 */
final class Loan {
    private static final long FREE = Long.MIN_VALUE;
    private static final VarHandle SINCE = handle("since");
    private static final VarHandle BUSY = handle("busySince");

    /**
     * What the watch saw of one connection that is lent.
     *
     * @param heldNanos since it was lent; up to a second less than the truth
     * @param busyNanos since the statement began that runs now; 0 when none does
     * @param idleNanos since the last statement ended, or it was lent; 0 while one runs
     * @param isInTransaction whether a transaction is open
     * @param isAbandoned whether the call or the thread that took it has ended
     * @param operation of the call that took it; empty when it was none
     * @param statement the shape of the statement that runs or ran last; empty when there was none
     * @param holder the thread that took it
     * @param takenAt where it was taken, which is noted once a connection of the pool was not given back
     */
    record View(
            long heldNanos,
            long busyNanos,
            long idleNanos,
            boolean isInTransaction,
            boolean isAbandoned,
            String operation,
            String statement,
            Thread holder,
            @Nullable Throwable takenAt) {
        boolean isBusy() {
            return busyNanos > 0;
        }
    }

    @SuppressWarnings("unused") // by its handle
    private long since = FREE;

    @SuppressWarnings("unused") // by its handle
    private long busySince = FREE;

    private final Loans pool;
    private int times;
    private long measuredFrom = Loans.NOT_MEASURED;
    private long idleSince;
    private boolean isManual;
    private boolean isDirty;
    private @Nullable Thread holder;
    private @Nullable Call call;
    private long generation;
    private KnownText statement = KnownText.NONE;
    private @Nullable Throwable takenAt;

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(Loan.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    Loan(Loans pool) {
        this.pool = pool;
    }

    /** Dated by the watch's last look: reading the clock would cost more than all the rest. */
    void begin() {
        long now = pool.lookedAt();
        takenAt = pool.arePlacesWanted() ? new Throwable() : null;
        measuredFrom = pool.countAndMeasure(times++);
        holder = Thread.currentThread();
        Call current = Call.current();
        call = current == null ? null : current.root();
        generation = call == null ? 0 : call.generation();
        statement = KnownText.NONE;
        idleSince = now;
        isDirty = false;
        SINCE.setRelease(this, now);
    }

    void end() {
        SINCE.setRelease(this, FREE);
        call = null;
        pool.measured(measuredFrom);
        measuredFrom = Loans.NOT_MEASURED;
    }

    /** The connection is gone. */
    void close() {
        pool.remove(this);
    }

    void statementBegins(KnownText text, long nowNanos) {
        statement = text;
        isDirty = isManual;
        BUSY.setRelease(this, nowNanos);
    }

    void statementEnds(long nowNanos) {
        idleSince = nowNanos;
        BUSY.setRelease(this, FREE);
    }

    void autoCommit(boolean isOn) {
        isManual = !isOn;
        isDirty = isDirty && isManual; // what was open is committed (JDBC 4.3, 10.1.1)
    }

    void transactionEnds() {
        isDirty = false;
    }

    /** Returns what it looks like now; null when it is not lent. */
    @Nullable
    View view(long nowNanos) {
        long lent = (long) SINCE.getAcquire(this);
        Thread thread = holder;
        if (lent == FREE || thread == null) {
            return null;
        }
        long busy = (long) BUSY.getAcquire(this);
        Call of = call;
        boolean isOver = of != null && !of.isOpen(generation);
        return new View(
                Math.max(0, nowNanos - lent),
                busy == FREE ? 0 : Math.max(1, nowNanos - busy),
                busy == FREE ? Math.max(0, nowNanos - idleSince) : 0,
                isDirty,
                isOver || !thread.isAlive(),
                of == null || isOver ? "" : of.operation().name(),
                statement.shape.fingerprint,
                thread,
                takenAt);
    }
}
