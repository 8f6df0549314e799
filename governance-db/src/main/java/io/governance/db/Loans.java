package io.governance.db;

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
    private static final int MEASURED_EVERY = 16;

    private final Set<Loan> all = ConcurrentHashMap.newKeySet();
    private final LongAdder count = new LongAdder();
    private final LongAdder measured = new LongAdder();
    private final LongAdder measuredNanos = new LongAdder();
    private volatile long lookedAt;
    private volatile boolean arePlacesWanted;

    Loans(long nowNanos) {
        this.lookedAt = nowNanos;
    }

    Loan open() {
        Loan loan = new Loan();
        all.add(loan);
        return loan;
    }

    void closed(Loan loan) {
        all.remove(loan);
    }

    void begin(Loan loan) {
        loan.begin(lookedAt, arePlacesWanted);
        count.increment();
    }

    /** Returns whether the loan with this number on its connection is one whose length is measured. */
    static boolean isMeasured(int number) {
        return number % MEASURED_EVERY == 0;
    }

    void lasted(long nanos) {
        measured.increment();
        measuredNanos.add(nanos);
    }

    /** Returns what is lent now. */
    List<Loan.View> look(long nowNanos) {
        lookedAt = nowNanos;
        return all.stream()
                .map(loan -> loan.view(nowNanos))
                .filter(Objects::nonNull)
                .toList();
    }

    /** From now on it is noted where connections are taken: about a microsecond each. */
    void wantPlaces() {
        arePlacesWanted = true;
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
