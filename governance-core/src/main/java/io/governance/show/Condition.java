package io.governance.show;

import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that the answers to probes are made of, at one moment. */
record Condition(
        String service,
        boolean isStarted,
        boolean isDraining,
        @Nullable String breakage,
        boolean isSilent,
        @Nullable Examination latest,
        Rotation rotation,
        List<DependencyState> dependencies) {

    static Condition initial(String service) {
        return new Condition(service, false, false, null, false, null, Rotation.FULL, List.of());
    }

    Condition examined(Examination examination, Rotation next, List<DependencyState> states) {
        return new Condition(service, isStarted, isDraining, breakage, isSilent, examination, next, states);
    }

    Condition started() {
        return new Condition(service, true, isDraining, breakage, isSilent, latest, rotation, dependencies);
    }

    Condition draining() {
        return new Condition(service, isStarted, true, breakage, isSilent, latest, rotation, dependencies);
    }

    Condition broken(String reason) {
        return new Condition(service, isStarted, isDraining, reason, isSilent, latest, rotation, dependencies);
    }

    /** What was examined before the heartbeat stopped says nothing about now. */
    Condition silent() {
        return new Condition(service, isStarted, isDraining, breakage, true, null, Rotation.SILENT, List.of());
    }

    /** The fleet's permit to be out has run out: others may have it. */
    Condition readmitted() {
        return new Condition(
                service, isStarted, isDraining, breakage, isSilent, latest, rotation.readmitted(), dependencies);
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
        if (isDraining) {
            return "draining";
        }
        if (!isStarted) {
            return whyNotStarted();
        }
        @Nullable Reason out = rotation.outFor();
        return out == null ? null : "out of rotation, with a permit of the fleet: " + out.word();
    }

    /**
     * What a balancer's agent check is told: always all of it, since it cannot be known what was heard before. With a
     * blank before the sharp: HAProxy 2.6 takes {@code down#pool} for an unknown word, and leaves the server up.
     */
    String agentLine() {
        if (breakage != null) {
            return "down #" + Reason.BROKEN.word();
        }
        if (isDraining) {
            return "drain";
        }
        @Nullable Reason out = isStarted ? rotation.outFor() : Reason.STARTING;
        return out == null ? "up ready " + rotation.weight() + "%" : "down #" + out.word();
    }

    boolean isWarning() {
        return isSilent
                || rotation.isDegraded()
                || (latest != null
                        && latest.findings().stream()
                                .anyMatch(finding -> finding.level().isAtLeast(Level.WARNING)
                                        && finding.dependency() != DependencyKind.OPTIONAL));
    }

    /** A warning leaves 24 hours to act: not a reason to move traffic elsewhere. */
    boolean isDegraded() {
        return rotation.isDegraded();
    }
}
