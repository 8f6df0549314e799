package io.governance.show;

import io.governance.judge.Level;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has to happen to an alert so that it agrees with what a node sees and with the clock. Pure. */
final class AlertDue {
    /** How long the figures may take to agree that it is resolved: windows are minutes long, trends longer. */
    static final Duration BELIEVED = Duration.ofHours(1);

    private AlertDue() {}

    /**
     * Returns the next event; null when all agrees.
     *
     * @param confirmed how the node judges it, once certain
     * @param criticalGrace how long a critical alert, due at once, may wait for an owner until it is overdue
     */
    static AlertEvent.@Nullable Kind next(
            AlertState state, String node, Level confirmed, Instant now, Duration criticalGrace) {
        AlertEvent.@Nullable Kind seen = bySight(state, node, confirmed);
        return seen != null || !state.isOpen() ? seen : byTime(state, now, criticalGrace);
    }

    private static AlertEvent.@Nullable Kind bySight(AlertState state, String node, Level confirmed) {
        @Nullable Level own = state.members().get(node);
        if (!confirmed.isAtLeast(Level.INFO)) {
            boolean isLast =
                    state.members().isEmpty() || (own != null && state.members().size() == 1);
            if (state.isOpen() && isLast) {
                return AlertEvent.Kind.RESOLVED;
            }
            return state.isOpen() && own != null ? AlertEvent.Kind.LEFT : null;
        }
        if (!state.isOpen()) {
            return AlertEvent.Kind.FIRED;
        }
        if (confirmed.compareTo(state.level()) > 0) {
            return AlertEvent.Kind.RAISED;
        }
        if (own == confirmed || (own == null && state.members().size() >= AlertState.MEMBERS)) {
            return null;
        }
        return isLowering(state, node, confirmed) ? AlertEvent.Kind.LOWERED : AlertEvent.Kind.SEEN;
    }

    private static boolean isLowering(AlertState state, String node, Level confirmed) {
        return confirmed.compareTo(state.level()) < 0
                && state.members().entrySet().stream()
                        .allMatch(member -> member.getKey().equals(node)
                                || member.getValue().compareTo(state.level()) < 0);
    }

    private static AlertEvent.@Nullable Kind byTime(AlertState state, Instant now, Duration criticalGrace) {
        if (state.care().isExpired(now)) {
            return AlertEvent.Kind.ACK_EXPIRED;
        }
        return switch (state.stage()) {
            case RESOLVING -> {
                @Nullable Instant reported = state.care().reported();
                boolean isPast = reported != null && !now.isBefore(reported.plus(BELIEVED));
                yield isPast ? AlertEvent.Kind.STILL_HOLDS : null;
            }
            case FIRING -> isPast(state, now, criticalGrace) ? AlertEvent.Kind.OVERDUE : null;
            // Critical and taken is what was asked for; a warning has its deadline whoever has taken it.
            case ACKNOWLEDGED ->
                state.level() == Level.WARNING && isPast(state, now, criticalGrace) ? AlertEvent.Kind.OVERDUE : null;
            case OVERDUE, RESOLVED -> null;
        };
    }

    private static boolean isPast(AlertState state, Instant now, Duration criticalGrace) {
        @Nullable Instant deadline = state.clock().deadline(state.level());
        Duration grace = state.level() == Level.CRITICAL ? criticalGrace : Duration.ZERO;
        return deadline != null && !now.isBefore(deadline.plus(grace));
    }
}
