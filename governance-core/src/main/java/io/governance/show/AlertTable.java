package io.governance.show;

import static io.governance.show.Alert.State.ACKNOWLEDGED;
import static io.governance.show.Alert.State.FIRING;
import static io.governance.show.Alert.State.OVERDUE;
import static io.governance.show.Alert.State.RESOLVED;
import static io.governance.show.Alert.State.RESOLVING;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every legal transition of an alert; what is not in here cannot happen. Printed into {@code docs/alert-states.md}. */
final class AlertTable {
    private static final Map<AlertEvent.Kind, Map<Alert.State, Alert.State>> ROWS = rows();

    private AlertTable() {}

    private static Map<AlertEvent.Kind, Map<Alert.State, Alert.State>> rows() {
        Map<AlertEvent.Kind, Map<Alert.State, Alert.State>> rows = new EnumMap<>(AlertEvent.Kind.class);
        rows.put(AlertEvent.Kind.FIRED, Map.of(RESOLVED, FIRING));
        rows.put(AlertEvent.Kind.SEEN, staying(FIRING, ACKNOWLEDGED, OVERDUE, RESOLVING));
        // Worse than what somebody took or reported: it is nobody's again.
        rows.put(
                AlertEvent.Kind.RAISED,
                Map.of(FIRING, FIRING, ACKNOWLEDGED, FIRING, OVERDUE, OVERDUE, RESOLVING, FIRING));
        rows.put(AlertEvent.Kind.LOWERED, staying(FIRING, ACKNOWLEDGED, OVERDUE, RESOLVING));
        rows.put(AlertEvent.Kind.LEFT, staying(FIRING, ACKNOWLEDGED, OVERDUE, RESOLVING));
        // Taking what is overdue gives it an owner and does not bring the time back.
        rows.put(
                AlertEvent.Kind.ACKNOWLEDGED,
                Map.of(FIRING, ACKNOWLEDGED, ACKNOWLEDGED, ACKNOWLEDGED, OVERDUE, OVERDUE));
        rows.put(AlertEvent.Kind.ACK_EXPIRED, Map.of(ACKNOWLEDGED, FIRING, OVERDUE, OVERDUE));
        rows.put(AlertEvent.Kind.OVERDUE, Map.of(FIRING, OVERDUE, ACKNOWLEDGED, OVERDUE));
        rows.put(AlertEvent.Kind.REPORTED, Map.of(FIRING, RESOLVING, ACKNOWLEDGED, RESOLVING, OVERDUE, RESOLVING));
        rows.put(AlertEvent.Kind.STILL_HOLDS, Map.of(RESOLVING, FIRING));
        rows.put(
                AlertEvent.Kind.RESOLVED,
                Map.of(FIRING, RESOLVED, ACKNOWLEDGED, RESOLVED, OVERDUE, RESOLVED, RESOLVING, RESOLVED));
        rows.put(AlertEvent.Kind.NOTED, staying(RESOLVED));
        return rows;
    }

    private static Map<Alert.State, Alert.State> staying(Alert.State... states) {
        Map<Alert.State, Alert.State> row = new EnumMap<>(Alert.State.class);
        Arrays.stream(states).forEach(state -> row.put(state, state));
        return row;
    }

    /** Returns where an event leads; null where it cannot happen. */
    static Alert.@Nullable State after(Alert.State state, AlertEvent.Kind kind) {
        return ROWS.getOrDefault(kind, Map.of()).get(state);
    }
}
