package io.governance.show;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The life of one alert, as a fold of its events. An alert that never fired is resolved, without a time.
 *
 * @param since when it first fired
 * @param urgentSince when it first was a warning or worse
 * @param changedAt when it last changed
 */
record AlertState(
        Alert.State stage,
        Level level,
        @Nullable Instant since,
        @Nullable Instant urgentSince,
        @Nullable Instant criticalSince,
        @Nullable Instant changedAt,
        @Nullable Finding finding) {

    static final Duration TIME_TO_ACT = Duration.ofHours(24);
    /** Firing again so soon is the same alert, with the same deadline. */
    static final Duration SAME_ALERT = Duration.ofHours(24);

    static final AlertState NEVER_FIRED =
            new AlertState(Alert.State.RESOLVED, Level.ACCEPTABLE, null, null, null, null, null);

    /** Every legal transition; what is not in here cannot happen. */
    private static final Map<Alert.State, Map<AlertEvent.Kind, Alert.State>> TABLE = table();

    private static Map<Alert.State, Map<AlertEvent.Kind, Alert.State>> table() {
        Map<Alert.State, Map<AlertEvent.Kind, Alert.State>> table = new EnumMap<>(Alert.State.class);
        table.put(Alert.State.RESOLVED, Map.of(AlertEvent.Kind.FIRED, Alert.State.FIRING));
        table.put(
                Alert.State.FIRING,
                Map.of(
                        AlertEvent.Kind.RAISED, Alert.State.FIRING,
                        AlertEvent.Kind.LOWERED, Alert.State.FIRING,
                        AlertEvent.Kind.OVERDUE, Alert.State.OVERDUE,
                        AlertEvent.Kind.RESOLVED, Alert.State.RESOLVED));
        table.put(
                Alert.State.OVERDUE,
                Map.of(
                        AlertEvent.Kind.RAISED, Alert.State.OVERDUE,
                        AlertEvent.Kind.LOWERED, Alert.State.OVERDUE,
                        AlertEvent.Kind.RESOLVED, Alert.State.RESOLVED));
        return table;
    }

    boolean isOpen() {
        return stage != Alert.State.RESOLVED;
    }

    /** Returns whether an event may happen now: another node may have been first. */
    boolean allows(AlertEvent event) {
        return after(stage, event.kind()) != null
                && switch (event.kind()) {
                    case RAISED -> event.level().compareTo(level) > 0;
                    case LOWERED -> event.level().compareTo(level) < 0;
                    case FIRED, OVERDUE, RESOLVED -> true;
                };
    }

    static Alert.@Nullable State after(Alert.State stage, AlertEvent.Kind kind) {
        return TABLE.getOrDefault(stage, Map.of()).get(kind);
    }

    /** @throws IllegalStateException when the table does not have the transition */
    AlertState next(AlertEvent event) {
        Alert.@Nullable State next = after(stage, event.kind());
        if (next == null) {
            throw new IllegalStateException("an alert that is " + stage + " cannot become " + event.kind());
        }
        AlertState before = event.kind() == AlertEvent.Kind.FIRED && !isSameAlert(event.at()) ? NEVER_FIRED : this;
        Instant since = before.since == null ? event.at() : before.since;
        boolean isUrgent = event.level().isAtLeast(Level.WARNING);
        Instant urgentSince = before.urgentSince == null && isUrgent ? event.at() : before.urgentSince;
        boolean isNewlyCritical = event.level() == Level.CRITICAL && !(isOpen() && level == Level.CRITICAL);
        Instant criticalSince = isNewlyCritical ? event.at() : before.criticalSince;
        return new AlertState(next, event.level(), since, urgentSince, criticalSince, event.at(), event.finding());
    }

    private boolean isSameAlert(Instant at) {
        return changedAt != null && at.isBefore(changedAt.plus(SAME_ALERT));
    }

    /** Returns what has to happen so that this agrees with a confirmed level; null when it does. */
    AlertEvent.@Nullable Kind due(Level confirmed, Instant now) {
        if (!confirmed.isAtLeast(Level.INFO)) {
            return isOpen() ? AlertEvent.Kind.RESOLVED : null;
        }
        if (!isOpen()) {
            return AlertEvent.Kind.FIRED;
        }
        if (confirmed != level) {
            return confirmed.isAtLeast(level) ? AlertEvent.Kind.RAISED : AlertEvent.Kind.LOWERED;
        }
        boolean isPast = level == Level.WARNING && urgentSince != null && !now.isBefore(urgentSince.plus(TIME_TO_ACT));
        return isPast && stage == Alert.State.FIRING ? AlertEvent.Kind.OVERDUE : null;
    }

    /** @throws IllegalStateException when it never fired */
    Alert alert() {
        if (finding == null || since == null) {
            throw new IllegalStateException("an alert that never fired cannot be shown");
        }
        return new Alert(finding.key(), level, finding.summary(), finding.subject(), stage, since, deadline(), finding);
    }

    private @Nullable Instant deadline() {
        return switch (level) {
            case CRITICAL -> criticalSince;
            case WARNING -> urgentSince == null ? null : urgentSince.plus(TIME_TO_ACT);
            default -> null;
        };
    }
}
