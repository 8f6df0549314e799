package io.governance.show;

import io.governance.judge.Level;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The moments that an alert's deadlines count from.
 *
 * @param first when it first fired
 * @param urgent when it first was a warning or worse
 * @param critical when it last became critical
 * @param changed when it last changed
 */
record AlertClock(
        @Nullable Instant first,
        @Nullable Instant urgent,
        @Nullable Instant critical,
        @Nullable Instant changed) {
    static final Duration TIME_TO_ACT = Duration.ofHours(24);
    /** Firing again so soon is the same alert, with the same deadline. */
    static final Duration SAME_ALERT = Duration.ofHours(24);

    static final AlertClock STOPPED = new AlertClock(null, null, null, null);

    AlertClock next(AlertEvent event, boolean wasCritical, Level level) {
        if (event.kind() == AlertEvent.Kind.NOTED) {
            return this;
        }
        boolean isAnother = event.kind() == AlertEvent.Kind.FIRED && !isSameAlert(event.at());
        AlertClock before = isAnother ? STOPPED : this;
        boolean isUrgent = level.isAtLeast(Level.WARNING);
        return new AlertClock(
                before.first == null ? event.at() : before.first,
                before.urgent == null && isUrgent ? event.at() : before.urgent,
                level == Level.CRITICAL && !wasCritical ? event.at() : before.critical,
                event.at());
    }

    private boolean isSameAlert(Instant at) {
        return changed != null && at.isBefore(changed.plus(SAME_ALERT));
    }

    boolean isOld(Instant now) {
        return !isSameAlert(now);
    }

    @Nullable
    Instant deadline(Level level) {
        return switch (level) {
            case CRITICAL -> critical;
            case WARNING -> urgent == null ? null : urgent.plus(TIME_TO_ACT);
            default -> null;
        };
    }
}
