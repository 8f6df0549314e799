package io.governance.db;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Why a pool is exhausted, by what its connections were doing when callers waited. Pure.
 *
 * @param cause what most of them did; of two alike the one that is easier to cure
 * @param counts how many connections did what
 * @param worst the loan that shows the cause best
 */
record PoolTrouble(Cause cause, Map<Cause, Integer> counts, Loan.View worst) {
    /** A statement that has run for less says nothing against the database. */
    static final Duration SLOW = Duration.ofMillis(500);

    /** A connection that was not used for so long, inside a call that goes on, is not needed by it. */
    static final Duration IDLE = Duration.ofMillis(250);

    /** After so long without a statement it is taken for lost, whatever its holder does. */
    static final Duration OVERDUE = Duration.ofSeconds(30);

    /** What a connection that is lent does; in the order in which a cause is preferred. */
    enum Cause {
        /** Its call or thread has ended, or it was not used for half a minute. */
        LEAK("was not given back"),
        /** It is in no statement, with its transaction open. */
        IDLE_IN_TRANSACTION("idles with an open transaction"),
        /** It is in no statement and no transaction, and its holder does something else. */
        IDLE("idles while its holder does something else"),
        /** A statement has been running for half a second. */
        SLOW_STATEMENT("is in a slow statement"),
        /** It is used, and for a short time. */
        SHORT_USE("is in short use");

        final String words;

        Cause(String words) {
            this.words = words;
        }
    }

    /** Returns what the loans of an exhausted pool have in common; there must be one at least. */
    static PoolTrouble of(List<Loan.View> loans) {
        Map<Cause, List<Loan.View>> by = new EnumMap<>(Cause.class);
        loans.forEach(loan ->
                by.computeIfAbsent(cause(loan), none -> new ArrayList<>()).add(loan));
        Cause most = by.entrySet().stream()
                .max(Comparator.<Map.Entry<Cause, List<Loan.View>>>comparingInt(
                                entry -> entry.getValue().size())
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .orElseThrow()
                .getKey();
        Map<Cause, Integer> counts = new EnumMap<>(Cause.class);
        by.forEach((cause, of) -> counts.put(cause, of.size()));
        Loan.View worst = by.getOrDefault(most, loans).stream()
                .max(Comparator.comparingLong(Loan.View::busyNanos).thenComparingLong(Loan.View::heldNanos))
                .orElseThrow();
        return new PoolTrouble(most, counts, worst);
    }

    static Cause cause(Loan.View loan) {
        if (loan.isBusy()) {
            return loan.busyNanos() >= SLOW.toNanos() ? Cause.SLOW_STATEMENT : Cause.SHORT_USE;
        }
        if (isLost(loan)) {
            return Cause.LEAK;
        }
        if (loan.idleNanos() < IDLE.toNanos()) {
            return Cause.SHORT_USE;
        }
        return loan.isInTransaction() ? Cause.IDLE_IN_TRANSACTION : Cause.IDLE;
    }

    /** Whether nobody will give it back, as far as can be seen. */
    static boolean isLost(Loan.View loan) {
        return !loan.isBusy() && (loan.isAbandoned() || loan.idleNanos() >= OVERDUE.toNanos());
    }
}
