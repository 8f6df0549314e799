package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.ProjectRoot;
import io.governance.judge.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertStateTest {
    private static final Instant MONDAY = Instant.parse("2027-03-01T08:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(5);

    @Test
    void theDocumentsShowTheTableAsItIs() throws IOException {
        assertEquals(table(), Files.readString(ProjectRoot.find().resolve("docs/alert-states.md")));
    }

    private static String table() {
        String head = Arrays.stream(AlertEvent.Kind.values()).map(Enum::name).collect(Collectors.joining(" | "));
        String rows = Arrays.stream(Alert.State.values())
                .map(from -> "| **" + from + "** | "
                        + Arrays.stream(AlertEvent.Kind.values())
                                .map(kind -> AlertTable.after(from, kind))
                                .map(to -> to == null ? " " : to.name())
                                .collect(Collectors.joining(" | "))
                        + " |\n")
                .collect(Collectors.joining());
        String told = Arrays.stream(AlertEvent.Kind.values())
                .filter(AlertEvent.Kind::isTold)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
        return "# What may happen to an alert\n\n"
                + "Printed from `AlertTable` by `AlertStateTest`, which fails when this page differs. A row is the state\n"
                + "that an alert is in, a column what happens; the cell is the state that it leads to, and an empty one\n"
                + "means that it cannot happen there.\n\n| | " + head + " |\n|---"
                + "|---".repeat(AlertEvent.Kind.values().length) + "|\n" + rows + "\nPeople are told of " + told
                + "; the other events are only kept.\n";
    }

    @Test
    void everyOtherTransitionIsRefused() {
        for (Alert.State from : Alert.State.values()) {
            for (AlertEvent.Kind kind : AlertEvent.Kind.values()) {
                if (AlertTable.after(from, kind) == null) {
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
        assertNull(due(warning, Level.WARNING, hour(71)));
        assertEquals(AlertEvent.Kind.OVERDUE, due(warning, Level.WARNING, hour(72)));
        AlertState overdue = warning.next(event(AlertEvent.Kind.OVERDUE, 72, Level.WARNING));
        assertNull(due(overdue, Level.WARNING, hour(90)));
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
    void aCriticalAlertThatNobodyTakesIsOverdueAfterTheGraceAndATakenOneIsNot() {
        AlertState critical = AlertState.NEVER_FIRED.next(event(AlertEvent.Kind.FIRED, 0, Level.CRITICAL));
        Instant later = hour(0).plus(GRACE);
        assertNull(due(critical, Level.CRITICAL, later.minusMillis(1)));
        assertEquals(AlertEvent.Kind.OVERDUE, due(critical, Level.CRITICAL, later));
        AlertState taken = critical.next(act(AlertEvent.Kind.ACKNOWLEDGED, 0, hour(2)));
        assertNull(due(taken, Level.CRITICAL, later));
        assertEquals(AlertEvent.Kind.ACK_EXPIRED, due(taken, Level.CRITICAL, hour(2)));
        AlertState back = taken.next(event(AlertEvent.Kind.ACK_EXPIRED, 2, Level.CRITICAL));
        assertEquals(Alert.State.FIRING, back.stage());
        assertEquals(AlertEvent.Kind.OVERDUE, due(back, Level.CRITICAL, hour(2)));
    }

    @Test
    void takingAWarningDoesNotMoveItsDeadlineAndTakingWhatIsOverdueDoesNotBringTheTimeBack() {
        AlertState taken = state(Alert.State.FIRING).next(act(AlertEvent.Kind.ACKNOWLEDGED, 10, hour(34)));
        assertEquals(hour(24), taken.alert().deadline());
        assertEquals(AlertEvent.Kind.OVERDUE, due(taken, Level.WARNING, hour(24)));
        AlertState overdue = taken.next(event(AlertEvent.Kind.OVERDUE, 24, Level.WARNING));
        AlertState again = overdue.next(act(AlertEvent.Kind.ACKNOWLEDGED, 25, hour(30)));
        assertEquals(Alert.State.OVERDUE, again.stage());
        assertEquals("ann", owner(again));
        assertEquals(AlertEvent.Kind.ACK_EXPIRED, due(again, Level.WARNING, hour(30)));
    }

    @Test
    void whatBecomesWorseIsNobodysAgain() {
        AlertState taken = state(Alert.State.FIRING).next(act(AlertEvent.Kind.ACKNOWLEDGED, 1, hour(5)));
        assertEquals("ann", owner(taken));
        AlertState worse = taken.next(event(AlertEvent.Kind.RAISED, 2, Level.CRITICAL));
        assertEquals(Alert.State.FIRING, worse.stage());
        assertNull(owner(worse));
    }

    @Test
    void whatIsSaidToBeResolvedAndStillHoldsAfterAnHourFiresAgainWithoutThatNote() {
        AlertState reported = state(Alert.State.FIRING).next(act(AlertEvent.Kind.REPORTED, 1, null));
        assertEquals(Alert.State.RESOLVING, reported.stage());
        assertNull(due(reported, Level.WARNING, hour(2).minusSeconds(1)));
        assertEquals(AlertEvent.Kind.STILL_HOLDS, due(reported, Level.WARNING, hour(2)));
        AlertState again = reported.next(event(AlertEvent.Kind.STILL_HOLDS, 2, Level.WARNING));
        assertEquals(Alert.State.FIRING, again.stage());
        assertNull(again.alert().note());
        AlertState gone = reported.next(event(AlertEvent.Kind.RESOLVED, 1, Level.WARNING));
        assertNotNull(gone.alert().note());
        assertFalse(gone.alert().isNoteMissing());
    }

    @Test
    void anAlertThatEndsByItselfAsksForANoteUntilItHasOne() {
        AlertState resolved = state(Alert.State.RESOLVED);
        assertTrue(resolved.alert().isNoteMissing());
        AlertState noted = resolved.next(act(AlertEvent.Kind.NOTED, 20, null));
        assertFalse(noted.alert().isNoteMissing());
        AlertState soon = noted.next(event(AlertEvent.Kind.FIRED, 24, Level.WARNING));
        assertEquals(hour(0), soon.alert().since(), "a note does not make it another alert");
        assertNull(soon.alert().note(), "it was not resolved after all");
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

    @Test
    void theLevelIsTheWorstOfAllNodesThatSeeIt() {
        AlertState one = state(Alert.State.FIRING);
        assertEquals(AlertEvent.Kind.RAISED, AlertDue.next(one, "b", Level.CRITICAL, hour(1), GRACE));
        AlertState two = one.next(event(AlertEvent.Kind.RAISED, 1, "b", Level.CRITICAL));
        assertEquals(Map.of("a", Level.WARNING, "b", Level.CRITICAL), two.members());
        assertNull(AlertDue.next(two, "a", Level.WARNING, hour(1), GRACE), "the node that sees less does not lower it");
        assertEquals(AlertEvent.Kind.LEFT, AlertDue.next(two, "b", Level.ACCEPTABLE, hour(1), GRACE));
        AlertState left = two.next(event(AlertEvent.Kind.LEFT, 2, "b", Level.CRITICAL));
        assertEquals(Level.WARNING, left.level());
        assertEquals(List.of("a"), left.alert().instances());
        assertEquals(AlertEvent.Kind.RESOLVED, AlertDue.next(left, "a", Level.ACCEPTABLE, hour(3), GRACE));
        assertNull(AlertDue.next(left, "b", Level.ACCEPTABLE, hour(3), GRACE));
    }

    @Test
    void whateverIsDueIsAllowedAndAfterwardsNothingIsDueAtThatMoment() {
        long seed = 20_270_301;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Level> levels = List.of(Level.ACCEPTABLE, Level.INFO, Level.WARNING, Level.CRITICAL);
        for (int run = 0; run < 500; run++) {
            AlertState state = AlertState.NEVER_FIRED;
            for (int hour = 0; hour < 80; hour++) {
                String node = "node-" + random.nextInt(3);
                Level seen = levels.get(random.nextInt(levels.size()));
                for (int step = 0; ; step++) {
                    AlertEvent.@Nullable Kind due = AlertDue.next(state, node, seen, hour(hour), GRACE);
                    if (due == null) {
                        break;
                    }
                    AlertEvent event = event(due, hour, node, seen.isAtLeast(Level.INFO) ? seen : state.level());
                    assertTrue(state.allows(event), "seed " + seed + ": " + event + " in " + state);
                    state = state.next(event);
                    assertTrue(step < 5, "seed " + seed + ": it never settles: " + event + " in " + state);
                }
                boolean isSeen = state.members().containsKey(node);
                assertEquals(seen.isAtLeast(Level.INFO), isSeen, "seed " + seed + ": " + state);
                if (state.isOpen() && random.nextInt(4) == 0) {
                    AlertEvent.Kind kind =
                            random.nextBoolean() ? AlertEvent.Kind.ACKNOWLEDGED : AlertEvent.Kind.REPORTED;
                    AlertEvent act = act(kind, hour, hour(hour + 1 + random.nextInt(24)));
                    state = state.allows(act) ? state.next(act) : state;
                }
            }
        }
    }

    private static AlertEvent.@Nullable Kind due(AlertState state, Level seen, Instant now) {
        return AlertDue.next(state, "a", seen, now, GRACE);
    }

    private static @Nullable String owner(AlertState state) {
        Alert.@Nullable Acknowledgement taken = state.alert().acknowledgement();
        return taken == null ? null : taken.owner();
    }

    /** Fired as a warning in hour 0; whatever else happened, happened in hour 1. */
    private static AlertState state(Alert.State wanted) {
        AlertState firing = AlertState.NEVER_FIRED.next(event(AlertEvent.Kind.FIRED, 0, Level.WARNING));
        return switch (wanted) {
            case FIRING -> firing;
            case ACKNOWLEDGED -> firing.next(act(AlertEvent.Kind.ACKNOWLEDGED, 1, hour(20)));
            case OVERDUE -> firing.next(event(AlertEvent.Kind.OVERDUE, 1, Level.WARNING));
            case RESOLVING -> firing.next(act(AlertEvent.Kind.REPORTED, 1, null));
            case RESOLVED -> firing.next(event(AlertEvent.Kind.RESOLVED, 1, Level.WARNING));
        };
    }

    private static AlertEvent act(AlertEvent.Kind kind, int hour, @Nullable Instant until) {
        return new AlertEvent(
                kind,
                hour(hour),
                "a",
                Level.WARNING,
                Findings.finding("orders", Level.WARNING),
                Alert.Harm.UNKNOWN,
                new AlertEvent.Act("ann", "on it", until));
    }

    private static AlertEvent event(AlertEvent.Kind kind, int hour, Level level) {
        return event(kind, hour, "a", level);
    }

    private static AlertEvent event(AlertEvent.Kind kind, int hour, String node, Level level) {
        return new AlertEvent(
                kind, hour(hour), node, level, Findings.finding("orders", level), Alert.Harm.UNKNOWN, null);
    }

    private static Instant hour(int hour) {
        return MONDAY.plus(Duration.ofHours(hour));
    }
}
