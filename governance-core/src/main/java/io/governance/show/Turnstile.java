package io.governance.show;

import io.governance.judge.Examination;
import io.governance.measure.Time;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides once a second whether this instance should be in rotation, and how much traffic it can take. */
final class Turnstile {
    static final Duration GRACE = Duration.ofSeconds(60);
    private static final int WEIGHT_IF_LOCAL = 25;
    private static final int WEIGHT_IF_SHARED = 50;

    private final Time time;
    private final Lateness lateness = new Lateness();
    private Readiness readiness = Readiness.initial();
    private Trouble trouble = Trouble.NONE;
    private Reason reason = Reason.LOCAL;
    private Weight weight;
    private volatile @Nullable FleetFuse fuse;

    Turnstile(Time time) {
        this.time = time;
        this.weight = Weight.initial(time.nanos());
    }

    void join(FleetFuse joined) {
        fuse = joined;
    }

    void settle() {
        FleetFuse joined = fuse;
        if (joined != null) {
            joined.turn();
        }
    }

    boolean isPermitted(long nowNanos) {
        FleetFuse joined = fuse;
        return joined != null && joined.isHeld(nowNanos);
    }

    /**
     * Takes an examination into account.
     *
     * @param isGrace whether the application is so young that its figures only warn
     */
    Rotation next(Examination latest, boolean isGrace) {
        long now = time.nanos();
        lateness.beat(now);
        boolean isBelieved = readiness.isLocallyCritical() || readiness.isCriticalForAll();
        trouble = isGrace ? Trouble.NONE : Trouble.in(latest, isBelieved ? trouble.causes() : Set.of());
        readiness = readiness.next(trouble, isPermitted(now), now);
        FleetFuse joined = fuse;
        if (joined != null) {
            joined.want(readiness.isOutWanted(), now);
        }
        weight = weight.next(wantedWeight(), now);
        Trouble.localCause(latest).map(Reason::of).ifPresent(cause -> reason = cause);
        return new Rotation(
                readiness.isOut() ? reason : null,
                Math.max(1, readiness.remainingHold(now).toSeconds()),
                readiness.isLocallyCritical() || readiness.isCriticalForAll(),
                weight.percent());
    }

    private int wantedWeight() {
        if (readiness.isLocallyCritical()) {
            return WEIGHT_IF_LOCAL;
        }
        return Math.min(readiness.isCriticalForAll() ? WEIGHT_IF_SHARED : Weight.FULL, lateness.weight());
    }
}
