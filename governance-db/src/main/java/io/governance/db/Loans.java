package io.governance.db;

import io.governance.measure.Time;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The loans of one pool. Every loan is counted; of one in sixteen of each connection it is measured how long it lasted.
 * Thread-safe.
 */
final class Loans {
    static final long NOT_MEASURED = Long.MIN_VALUE;
    private static final int MEASURED_EVERY = 16;

    private final Time time;
    private final Set<Loan> all = ConcurrentHashMap.newKeySet();
    private final LongAdder count = new LongAdder();
    private final LongAdder measured = new LongAdder();
    private final LongAdder measuredNanos = new LongAdder();
    private volatile long lookedAt;
    private volatile boolean arePlacesWanted;

    Loans(Time time) {
        this.time = time;
        this.lookedAt = time.nanos();
    }

    /** Makes what follows one connection. */
    Loan open() {
        Loan loan = new Loan(this);
        all.add(loan);
        return loan;
    }

    void remove(Loan loan) {
        all.remove(loan);
    }

    /** Counts a loan, the so-many-th of its connection, and returns its start if its length is to be measured. */
    long countAndMeasure(int number) {
        count.increment();
        return number % MEASURED_EVERY == 0 ? time.nanos() : NOT_MEASURED;
    }

    void measured(long sinceNanos) {
        if (sinceNanos != NOT_MEASURED) {
            measured.increment();
            measuredNanos.add(time.nanos() - sinceNanos);
        }
    }

    /** Returns what is lent now. */
    List<Loan.View> look(long nowNanos) {
        lookedAt = nowNanos;
        return all.stream()
                .map(loan -> loan.view(nowNanos))
                .filter(Objects::nonNull)
                .toList();
    }

    long lookedAt() {
        return lookedAt;
    }

    /** From now on it is noted where connections are taken: about a microsecond each. */
    void wantPlaces() {
        arePlacesWanted = true;
    }

    boolean arePlacesWanted() {
        return arePlacesWanted;
    }

    long count() {
        return count.sum();
    }

    /** Returns how long loans last on average; NaN before any was measured. */
    double meanSeconds() {
        long of = measured.sum();
        return of == 0 ? Double.NaN : measuredNanos.sum() / 1e9 / of;
    }
}
