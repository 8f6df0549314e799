package io.governance.guard;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long something may take this time: the smaller of its own limit and what the caller's deadline leaves.
 *
 * @param nanos the limit; {@code Long.MAX_VALUE} when there is none
 * @param isCallersDeadline whether the deadline is the smaller one
 */
record Allowance(long nanos, boolean isCallersDeadline) {
    static final Allowance UNLIMITED = new Allowance(Long.MAX_VALUE, false);

    /** Throws when the deadline has passed. */
    static Allowance of(@Nullable Duration own, @Nullable Deadline deadline, String name) throws LateException {
        long limit = own == null ? Long.MAX_VALUE : Deadline.nanos(own);
        if (deadline == null) {
            return own == null ? UNLIMITED : new Allowance(limit, false);
        }
        long left = deadline.leftNanos();
        if (left == 0) {
            throw new LateException(name + " was not asked: the deadline of its caller had passed", true);
        }
        return new Allowance(Math.min(left, limit), left < limit);
    }

    boolean isUnlimited() {
        return nanos == Long.MAX_VALUE;
    }

    LateException late(String name) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        return isCallersDeadline
                ? new LateException(name + " did not answer within the " + millis + " ms left to its caller", true)
                : new LateException(name + " did not answer within " + millis + " ms", false);
    }
}
