package io.governance.db;

import io.governance.Governance;
import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second at what the connections of a pool do: names why it is exhausted while callers wait, and those that
 * were not given back. Says nothing after a second look that came late: while the process stood still callers piled up
 * for that reason.
 */
final class PoolWatch implements Examiner {
    private static final long LATE_NANOS = Duration.ofMillis(2_500).toNanos();
    private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

    /** @param place of the worst loan's holder, if it could be seen */
    private record Exhaustion(
            PoolTrouble trouble, int waiting, @Nullable String place, long atNanos) {}

    private final Governance governance;
    private final String name;
    private final GovernedPool pool;
    private long lookedAt;
    private List<Loan.View> lost = List.of();
    private @Nullable Exhaustion exhaustion;

    PoolWatch(Governance governance, String name, GovernedPool pool) {
        this.governance = governance;
        this.name = name;
        this.pool = pool;
        this.lookedAt = governance.time().nanos();
    }

    synchronized void look() {
        long now = governance.time().nanos();
        boolean isLate = now - lookedAt > LATE_NANOS;
        lookedAt = now;
        List<Loan.View> lent = pool.look(now);
        if (isLate) {
            return;
        }
        lost = lent.stream()
                .filter(PoolTrouble::isLost)
                .sorted(Comparator.comparingLong(Loan.View::heldNanos).reversed())
                .toList();
        if (!lost.isEmpty()) {
            pool.wantPlaces();
        }
        int waiting = pool.waiting();
        if (waiting > 0 && !lent.isEmpty()) {
            PoolTrouble trouble = PoolTrouble.of(lent);
            exhaustion = new Exhaustion(trouble, waiting, place(trouble.worst()), now);
        }
    }

    /** Where it was taken; else where its holder is now, unless it has gone on to other work. */
    private @Nullable String place(Loan.View loan) {
        Throwable stack = loan.takenAt();
        if (stack == null && !loan.isAbandoned()) {
            stack = new Throwable();
            stack.setStackTrace(loan.holder().getStackTrace());
        }
        return stack == null
                ? null
                : CallSite.of(stack, Statements.of(governance).libraries(), 1).frames().stream()
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public Set<Area> areas() {
        return Set.of(Area.RESOURCES);
    }

    @Override
    public synchronized void examine(Examination.Draft draft) {
        Exhaustion seen = exhaustion;
        if (seen != null && governance.time().nanos() - seen.atNanos < KEPT_NANOS) {
            draft.finding(exhausted(seen));
        }
        if (!lost.isEmpty()) {
            draft.finding(leak());
        }
    }

    private Finding exhausted(Exhaustion seen) {
        Map<String, String> evidence = about(seen.trouble.worst());
        PoolReport report = pool.report();
        evidence.put("loans a second", String.format(Locale.ROOT, "%.1f", report.loansPerSecond()));
        evidence.put("mean length of a loan", seconds(report.meanSeconds()));
        evidence.put("connections needed by Little's law", Integer.toString(report.needed()));
        String does = seen.trouble.counts().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().words)
                .collect(Collectors.joining(", "));
        return new Finding(
                "POOL_EXHAUSTED",
                name,
                Level.WARNING,
                "all " + pool.getMaximumPoolSize() + " connections of pool " + name + " are out and " + seen.waiting
                        + " callers wait; of those connections " + does,
                seen.place,
                evidence,
                remedy(seen.trouble.cause(), report));
    }

    private Finding leak() {
        Loan.View oldest = lost.get(0);
        Optional<Loan.View> placed =
                lost.stream().filter(loan -> loan.takenAt() != null).findFirst();
        return new Finding(
                "CONNECTION_LEAK",
                name,
                Level.WARNING,
                lost.size() + " of " + pool.getMaximumPoolSize() + " connections of pool " + name
                        + " were not given back; the oldest was taken " + seconds(oldest.heldNanos() / 1e9) + " ago",
                placed.map(this::place).orElse(null),
                about(placed.orElse(oldest)),
                "close the connection in a try-with-resources statement where it is taken");
    }

    private static Map<String, String> about(Loan.View loan) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("held for", seconds(loan.heldNanos() / 1e9));
        if (loan.isBusy()) {
            evidence.put("in its statement for", seconds(loan.busyNanos() / 1e9));
        } else {
            evidence.put("not used for", seconds(loan.idleNanos() / 1e9));
        }
        evidence.put("transaction open", Boolean.toString(loan.isInTransaction()));
        evidence.put("operation", loan.operation().isEmpty() ? "none, or it has ended" : loan.operation());
        evidence.put("statement", loan.statement().isEmpty() ? "none" : loan.statement());
        evidence.put("thread", loan.holder().getName());
        return evidence;
    }

    private static String remedy(PoolTrouble.Cause cause, PoolReport report) {
        return switch (cause) {
            case LEAK -> "close connections in a try-with-resources statement where they are taken";
            case IDLE_IN_TRANSACTION ->
                "end the transaction before waiting for something else, and set idle_in_transaction_session_timeout";
            case IDLE -> "take the connection later or give it back sooner: its holder does other work meanwhile";
            case SLOW_STATEMENT ->
                "make the statement faster or limit its time; a larger pool would only let more of"
                        + " them run at once";
            case SHORT_USE ->
                report.needed() > report.maximum()
                        ? "the load needs " + report.needed()
                                + " connections: enlarge the pool if the database bears it"
                        : "on average " + report.needed()
                                + " connections are enough: callers came in a burst; limit how many" + " come at once";
        };
    }

    private static String seconds(double seconds) {
        return Double.isNaN(seconds) ? "unknown" : String.format(Locale.ROOT, "%.3f s", seconds);
    }
}
