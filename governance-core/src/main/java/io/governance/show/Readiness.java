package io.governance.show;

import io.governance.judge.Level;
import java.time.Duration;

/**
 * Whether this instance should be in rotation, from one examination to the next.
 *
 * <p>Trouble is believed after three of the last five examinations, and gone after five good ones; an instance that left
 * stays out for 30 seconds at least. An examination without data changes nothing.
 *
 * @param local whether there is critical trouble of this instance's own
 * @param shared whether there is critical trouble of the whole fleet
 * @param outNanos when it last left
 */
record Readiness(Standing standing, Hysteresis local, Hysteresis shared, long outNanos) {
    static final Duration HOLD = Duration.ofSeconds(30);
    private static final int NEEDED = 3;
    private static final int OF = 5;

    static Readiness initial() {
        return new Readiness(Standing.IN, Hysteresis.of(NEEDED, OF), Hysteresis.of(NEEDED, OF), 0);
    }

    /** Takes an examination into account. */
    Readiness next(Trouble seen, boolean isPermitted, long nowNanos) {
        Hysteresis nextLocal = seen.local() == Level.NO_DATA ? local : local.next(seen.local());
        Hysteresis nextShared = seen.shared() == Level.NO_DATA ? shared : shared.next(seen.shared());
        boolean isHeldOut = standing == Standing.OUT && nowNanos - outNanos < HOLD.toNanos();
        Standing next = standing.next(isHeldOut || isCritical(nextLocal), isPermitted);
        boolean isLeaving = next == Standing.OUT && standing != Standing.OUT;
        return new Readiness(next, nextLocal, nextShared, isLeaving ? nowNanos : outNanos);
    }

    boolean isOut() {
        return standing == Standing.OUT;
    }

    boolean isOutWanted() {
        return standing != Standing.IN;
    }

    boolean isLocallyCritical() {
        return isCritical(local);
    }

    boolean isCriticalForAll() {
        return isCritical(shared);
    }

    /** Returns for how long it stays out at least. */
    Duration remainingHold(long nowNanos) {
        Duration left = HOLD.minusNanos(nowNanos - outNanos);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static boolean isCritical(Hysteresis level) {
        return level.confirmed() == Level.CRITICAL;
    }
}
