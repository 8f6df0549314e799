package io.governance.show;

import io.governance.judge.Examination;
import io.governance.judge.Level;
import org.jspecify.annotations.Nullable;

/** Everything that the answers to probes are made of, at one moment. */
record Condition(
        String service,
        boolean isStarted,
        boolean isDraining,
        @Nullable String breakage,
        boolean isSilent,
        @Nullable Examination latest) {

    static Condition initial(String service) {
        return new Condition(service, false, false, null, false, null);
    }

    Condition examined(Examination examination) {
        return new Condition(service, isStarted, isDraining, breakage, isSilent, examination);
    }

    Condition started() {
        return new Condition(service, true, isDraining, breakage, isSilent, latest);
    }

    Condition draining() {
        return new Condition(service, isStarted, true, breakage, isSilent, latest);
    }

    Condition broken(String reason) {
        return new Condition(service, isStarted, isDraining, reason, isSilent, latest);
    }

    /** What was examined before the heartbeat stopped says nothing about now. */
    Condition silent() {
        return new Condition(service, isStarted, isDraining, breakage, true, null);
    }

    @Nullable
    String whyNotLive() {
        if (breakage != null) {
            return "broken: " + breakage;
        }
        return isSilent ? "nothing has been examined for " + Silence.LIMIT.toSeconds() + " s" : null;
    }

    @Nullable
    String whyNotStarted() {
        return isStarted ? null : "not started yet";
    }

    @Nullable
    String whyNotReady() {
        if (breakage != null) {
            return "broken: " + breakage;
        }
        return isDraining ? "draining" : whyNotStarted();
    }

    boolean isWarning() {
        return isSilent || (latest != null && latest.level().isAtLeast(Level.WARNING));
    }

    /** A warning leaves 24 hours to act: not a reason to move traffic elsewhere. */
    boolean isDegraded() {
        return isSilent || (latest != null && latest.level().isAtLeast(Level.CRITICAL));
    }
}
