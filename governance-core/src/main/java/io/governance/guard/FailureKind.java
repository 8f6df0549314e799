package io.governance.guard;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import java.util.function.Predicate;

/** What kind of failure it was, and what follows from it. The table of docs/guard.md. */
enum FailureKind {
    /** The dependency failed, or was too slow by the guard's own limit. */
    FAILURE(true, true),
    /** The dependency answered, only not with a value: the application said that this is no failure. */
    ANSWER(false, false),
    /** A bulkhead, a circuit breaker or a rate limit turned the call away, here or in a guard inside. */
    REFUSAL(false, true),
    /** The caller was asked to stop. */
    INTERRUPT(false, true),
    /** The caller's deadline passed. */
    OUT_OF_TIME(false, true),
    /** The virtual machine or an assertion failed; nothing may hide that. */
    ERROR(false, false);

    private final boolean isRetried;
    private final boolean hasFallback;

    FailureKind(boolean isRetried, boolean hasFallback) {
        this.isRetried = isRetried;
        this.hasFallback = hasFallback;
    }

    static FailureKind of(Throwable failure, Predicate<? super Exception> countsAsFailure) {
        if (!(failure instanceof Exception exception)) {
            return ERROR;
        }
        if (failure instanceof InterruptedException) {
            return INTERRUPT;
        }
        if (failure instanceof LateException late) {
            return late.isCallersDeadline() && isOutOfTime() ? OUT_OF_TIME : FAILURE;
        }
        return isRefusal(failure) ? REFUSAL : ofDependency(exception, countsAsFailure);
    }

    /** What was the caller's deadline to a guard inside may be this guard's own time limit. */
    private static boolean isOutOfTime() {
        Deadline deadline = Deadline.current();
        return deadline != null && deadline.isOver();
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof CallNotPermittedException
                || failure instanceof BulkheadFullException
                || failure instanceof RequestNotPermitted
                || failure instanceof AcquirePermissionCancelledException;
    }

    private static FailureKind ofDependency(Exception failure, Predicate<? super Exception> countsAsFailure) {
        try {
            return countsAsFailure.test(failure) ? FAILURE : ANSWER;
        } catch (RuntimeException e) {
            failure.addSuppressed(e); // a predicate that cannot tell does not make it harmless
            return FAILURE;
        }
    }

    boolean isRetried() {
        return isRetried;
    }

    /** Whether it says nothing of the dependency. */
    boolean isNotAsked() {
        return this == REFUSAL || this == OUT_OF_TIME;
    }

    boolean hasFallback() {
        return hasFallback;
    }
}
