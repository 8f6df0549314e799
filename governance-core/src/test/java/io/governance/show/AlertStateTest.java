package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.governance.judge.Level;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlertStateTest {
    private static final Instant MONDAY = Instant.parse("2027-03-01T08:00:00Z");

    @Test
    void theTableOfLegalTransitionsIsThis() {
        assertEquals("""
                |          | FIRED  | RAISED  | LOWERED | OVERDUE | RESOLVED |
                | FIRING   | -      | FIRING  | FIRING  | OVERDUE | RESOLVED |
                | OVERDUE  | -      | OVERDUE | OVERDUE | -       | RESOLVED |
                | RESOLVED | FIRING | -       | -       | -       | -        |
                """, table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("|          | FIRED  | RAISED  | LOWERED | OVERDUE | RESOLVED |\n");
        int[] widths = {6, 7, 7, 7, 8};
        for (Alert.State from : Alert.State.values()) {
            table.append(String.format("| %-8s |", from));
            for (AlertEvent.Kind kind : AlertEvent.Kind.values()) {
                Alert.State to = AlertState.after(from, kind);
                table.append(String.format(" %-" + widths[kind.ordinal()] + "s |", to == null ? "-" : to.toString()));
            }
            table.append('\n');
        }
        return table.toString();
    }

    @Test
    void everyOtherTransitionIsRefused() {
        for (Alert.State from : Alert.State.values()) {
            for (AlertEvent.Kind kind : AlertEvent.Kind.values()) {
                if (AlertState.after(from, kind) == null) {
                    AlertState state = state(from);
                    AlertEvent event = event(kind, 9, Level.WARNING);
                    assertFalse(state.allows(event), from + " " + kind);
                    assertThrows(IllegalStateException.class, () -> state.next(event), from + " " + kind);
                }
            }
        }
    }

    @Test
    void aWarningHasTwentyFourHoursFromWhenItFirstWasOne() {
        AlertState info = AlertState.NEVER_FIRED.next(event(AlertEvent.Kind.FIRED, 0, Level.INFO));
        assertNull(info.alert().deadline());
        AlertState warning = info.next(event(AlertEvent.Kind.RAISED, 48, Level.WARNING));
        assertEquals(hour(0), warning.alert().since());
        assertEquals(hour(72), warning.alert().deadline());
        assertNull(warning.due(Level.WARNING, hour(71)));
        assertEquals(AlertEvent.Kind.OVERDUE, warning.due(Level.WARNING, hour(72)));
        AlertState overdue = warning.next(event(AlertEvent.Kind.OVERDUE, 72, Level.WARNING));
        assertNull(overdue.due(Level.WARNING, hour(90)));
    }

    @Test
    void whatIsCriticalIsDueAtOnce() {
        AlertState warning = state(Alert.State.FIRING);
        AlertState critical = warning.next(event(AlertEvent.Kind.RAISED, 5, Level.CRITICAL));
        assertEquals(hour(5), critical.alert().deadline());
        AlertState again = critical.next(event(AlertEvent.Kind.LOWERED, 6, Level.WARNING));
        assertEquals(hour(24), again.alert().deadline());
        AlertState worse = again.next(event(AlertEvent.Kind.RAISED, 7, Level.CRITICAL));
        assertEquals(hour(7), worse.alert().deadline());
    }

    @Test
    void firingAgainWithinADayKeepsTheDeadline() {
        AlertState resolved = state(Alert.State.RESOLVED);
        AlertState soon = resolved.next(event(AlertEvent.Kind.FIRED, 24, Level.WARNING));
        assertEquals(hour(0), soon.alert().since());
        assertEquals(hour(24), soon.alert().deadline());
        AlertState late = resolved.next(event(AlertEvent.Kind.FIRED, 25, Level.WARNING));
        assertEquals(hour(25), late.alert().since());
        assertEquals(hour(49), late.alert().deadline());
    }

    /** Fired as a warning in hour 0; overdue or resolved in hour 1. */
    private static AlertState state(Alert.State wanted) {
        AlertState firing = AlertState.NEVER_FIRED.next(event(AlertEvent.Kind.FIRED, 0, Level.WARNING));
        return switch (wanted) {
            case FIRING -> firing;
            case OVERDUE -> firing.next(event(AlertEvent.Kind.OVERDUE, 1, Level.WARNING));
            case RESOLVED -> firing.next(event(AlertEvent.Kind.RESOLVED, 1, Level.WARNING));
        };
    }

    private static AlertEvent event(AlertEvent.Kind kind, int hour, Level level) {
        return new AlertEvent(kind, hour(hour), level, Findings.finding("orders", level));
    }

    private static Instant hour(int hour) {
        return MONDAY.plus(Duration.ofHours(hour));
    }
}
