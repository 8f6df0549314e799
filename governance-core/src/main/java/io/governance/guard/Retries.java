package io.governance.guard;

import java.util.function.Predicate;

/** Whether to ask again, and when. */
final class Retries {
    private static final long NOT_AGAIN = -1;

    private final int most;
    private final Backoff backoff;
    private final RetryBudget budget;
    private final GuardCounts counts;
    private final Predicate<? super Exception> countsAsFailure;

    Retries(
            int most,
            Backoff backoff,
            RetryBudget budget,
            GuardCounts counts,
            Predicate<? super Exception> countsAsFailure) {
        this.most = most;
        this.backoff = backoff;
        this.budget = budget;
        this.counts = counts;
        this.countsAsFailure = countsAsFailure;
    }

    void called() {
        counts.add(GuardCount.CALLS);
        if (most > 0) {
            budget.called();
        }
    }

    /**
     * Returns the nanoseconds to wait before this retry, or a negative number when the primary is not to be asked again:
     * it was asked often enough, it would fail again, the caller's deadline passes before, or the budget is used up.
     */
    long pauseBefore(int retry, Throwable failure) {
        if (retry > most || !FailureKind.of(failure, countsAsFailure).isRetried()) {
            return NOT_AGAIN;
        }
        long pause = backoff.nanos(retry);
        Deadline deadline = Deadline.current();
        if (deadline != null && deadline.leftNanos() <= pause) {
            counts.add(GuardCount.NOT_RETRIED_FOR_DEADLINE);
            return NOT_AGAIN;
        }
        if (!budget.take()) {
            counts.add(GuardCount.NOT_RETRIED_FOR_BUDGET);
            return NOT_AGAIN;
        }
        counts.add(GuardCount.RETRIES);
        return pause;
    }
}
