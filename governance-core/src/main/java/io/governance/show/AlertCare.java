package io.governance.show;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people have done about an alert.
 *
 * @param reported when somebody said that it is resolved
 */
record AlertCare(
        Alert.@Nullable Acknowledgement acknowledgement,
        Alert.@Nullable Note note,
        @Nullable Instant reported) {
    static final AlertCare NONE = new AlertCare(null, null, null);

    AlertCare next(AlertEvent event) {
        return switch (event.kind()) {
            case FIRED, RAISED, STILL_HOLDS -> NONE;
            case ACKNOWLEDGED -> new AlertCare(acknowledgement(event), note, reported);
            case ACK_EXPIRED -> new AlertCare(null, note, reported);
            case REPORTED -> new AlertCare(null, note(event), event.at());
            case NOTED -> new AlertCare(acknowledgement, note(event), reported);
            case SEEN, LOWERED, LEFT, OVERDUE, RESOLVED -> this;
        };
    }

    boolean isExpired(Instant now) {
        return acknowledgement != null && !now.isBefore(acknowledgement.until());
    }

    private static Alert.@Nullable Acknowledgement acknowledgement(AlertEvent event) {
        AlertEvent.Act act = event.act();
        return act == null || act.until() == null
                ? null
                : new Alert.Acknowledgement(act.who(), act.until(), act.text());
    }

    private static Alert.@Nullable Note note(AlertEvent event) {
        AlertEvent.Act act = event.act();
        return act == null ? null : new Alert.Note(act.who(), act.text());
    }
}
