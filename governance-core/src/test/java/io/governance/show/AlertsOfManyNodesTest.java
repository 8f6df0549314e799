package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Level;
import io.governance.remember.EntryHash;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AlertsOfManyNodesTest {
    private final AlertScene scene = new AlertScene();
    private final Alerts a = scene.node("a");
    private final Alerts b = scene.node("b");

    @Test
    void instancesAreMembersOfOneAlertThatEndsWithTheLastOfThem() {
        scene.see(a, "ww");
        scene.see(b, "www");
        assertEquals(List.of("a", "b"), b.open().get(0).instances());
        scene.see(a, "....");
        passing(5, "b", "ww");
        assertEquals(List.of("b"), b.open().get(0).instances());
        scene.see(b, "...");
        assertEquals(List.of("FIRED", "SEEN", "LEFT", "RESOLVED"), scene.types());
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING"), scene.told);
        assertEquals(0, a.failures() + b.failures());
    }

    @Test
    void nodesThatSeeDifferentLevelsDoNotQuarrel() {
        scene.see(a, "ww");
        scene.see(b, "ccc");
        for (int i = 0; i < 20; i++) {
            passing(5, "a", "w");
            passing(0, "b", "c");
        }
        assertEquals(List.of("FIRED", "RAISED"), scene.types());
        assertEquals(Level.CRITICAL, a.open().get(0).level());
    }

    @Test
    void aNodeThatDiedWithoutAWordLeavesAfterAMinuteAndTheLastOneEndsTheAlertLater() {
        scene.see(a, "ww");
        scene.see(b, "ww");
        passing(55, "b", "w");
        assertEquals(List.of("FIRED", "SEEN"), scene.types());
        passing(10, "b", "w");
        assertEquals(List.of("FIRED", "SEEN", "LEFT"), scene.types());
        Alerts another = scene.node("c");
        scene.see(another, ".");
        watching(another, AlertUpkeep.LAST_DEAD.minusSeconds(5));
        assertEquals(List.of("FIRED", "SEEN", "LEFT"), scene.types());
        watching(another, Duration.ofSeconds(10));
        assertEquals(List.of("FIRED", "SEEN", "LEFT", "RESOLVED"), scene.types());
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING"), scene.told);
    }

    @Test
    void aNodeWhoseClockIsAnHourLateIsNotTakenForDead() {
        Alerts late = unseen("late", Runnable::run);
        scene.see(late, "ww");
        scene.see(b, "ww");
        for (int i = 0; i < 30; i++) {
            scene.time.pass(Duration.ofSeconds(5));
            scene.store.fleet().seen("late", scene.time.now().minus(Duration.ofHours(1)));
            scene.see(b, "w");
        }
        assertEquals(List.of("FIRED", "SEEN"), scene.types());
    }

    @Test
    void upkeepGoesOnAfterAPieceOfWorkWasDropped() {
        AtomicBoolean isFull = new AtomicBoolean(true);
        Alerts busy = unseen("busy", work -> {
            if (!isFull.get()) {
                work.run();
            }
        });
        scene.see(busy, ".");
        isFull.set(false);
        scene.see(a, "ww");
        scene.time.pass(AlertUpkeep.PERIOD);
        scene.see(busy, "..");
        assertEquals(1, busy.open().size());
    }

    @Test
    void anOpenAlertIsKeptAcrossARestartAndNobodyIsToldAgain() {
        scene.see(a, "cc");
        a.acknowledge(AlertScene.KEY, "ann", Duration.ofHours(2), "looking");
        Alerts restarted = scene.node("a");
        scene.see(restarted, "..");
        Alert kept = restarted.open().get(0);
        assertEquals(Alert.State.ACKNOWLEDGED, kept.state());
        assertEquals(List.of("a"), kept.instances());
        for (int i = 0; i < 5; i++) {
            scene.time.pass(Duration.ofMinutes(1));
            scene.store.fleet().seen("a", scene.time.now());
            scene.see(restarted, "cc");
        }
        assertEquals(List.of("FIRING CRITICAL", "ACKNOWLEDGED CRITICAL"), scene.told);
        assertEquals(List.of("FIRED", "ACKNOWLEDGED"), scene.types());
    }

    @Test
    void anAlertOfBeforeTheRestartThatIsGoneEndsOnceItIsKnownToBeGone() {
        scene.see(a, "ww");
        Alerts restarted = scene.node("a");
        scene.see(restarted, "....");
        assertEquals(1, restarted.open().size(), "nothing was measured yet");
        scene.time.pass(Alerts.SETTLING);
        scene.see(restarted, "...");
        assertEquals(List.of(), restarted.open());
        assertEquals(List.of("FIRED", "RESOLVED"), scene.types());
    }

    @Test
    void anAcknowledgementIsSeenOnEveryNodeAndExpires() {
        scene.see(a, "ww");
        scene.see(b, "ww");
        Alert taken = b.acknowledge(AlertScene.KEY, "ann", Duration.ofHours(1), "restarting the pool");
        assertEquals(Alert.State.ACKNOWLEDGED, taken.state());
        passing(5, "a", "ww");
        Alert seen = a.open().get(0);
        assertEquals("ann", owner(seen));
        scene.time.pass(Duration.ofHours(1));
        passing(0, "a", "w");
        passing(0, "b", "w");
        assertEquals(List.of("FIRING WARNING", "ACKNOWLEDGED WARNING", "FIRING WARNING"), scene.told);
        assertEquals(
                Optional.empty(), EntryHash.firstBroken(scene.store.ledger().read(AlertScene.STREAM, 0)));
    }

    @Test
    void aResolutionNoteIsGivenBeforeOrAfterTheEnd() {
        scene.see(a, "ww");
        assertEquals(
                Alert.State.RESOLVING,
                a.resolve(AlertScene.KEY, "ann", "the pool was restarted").state());
        scene.see(a, "....");
        Alert first = a.resolved().get(0);
        assertEquals(new Alert.Note("ann", "the pool was restarted"), first.note());
        scene.see(a, "ww...");
        assertTrue(a.resolved().get(0).isNoteMissing());
        assertTrue(AlertText.line(a.resolved().get(0), "docs/findings/").contains("note missing"));
        a.resolve(AlertScene.KEY, "bob", "restarted again");
        scene.see(a, ".");
        assertEquals(
                new Alert.Note("bob", "restarted again"), a.resolved().get(0).note());
        assertEquals(List.of("FIRED", "REPORTED", "RESOLVED", "FIRED", "RESOLVED", "NOTED"), scene.types());
    }

    @Test
    void whatPeopleDoWronglyIsRefusedWithAllThatIsWrong() {
        scene.see(a, "ww");
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> a.acknowledge(AlertScene.KEY, " ", Duration.ofHours(25), ""))
                .getMessage());
        assertTrue(message.contains("owner: found ' '"), message);
        assertTrue(message.contains("reason: found ''"), message);
        assertTrue(message.contains("span: found PT25H, expected more than zero and at most PT24H"), message);
        String unknown = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> a.resolve("ERROR_RATE/other", "ann", "done"))
                        .getMessage());
        assertTrue(unknown.contains("'ERROR_RATE/other'; there are [" + AlertScene.KEY), unknown);
        a.resolve(AlertScene.KEY, "ann", "done");
        assertThrows(
                IllegalStateException.class,
                () -> a.acknowledge(AlertScene.KEY, "ann", Duration.ofHours(1), "on it"),
                "it was said to be resolved");
        assertEquals(List.of("FIRED", "REPORTED"), scene.types());
    }

    private static String owner(Alert alert) {
        return Objects.requireNonNull(alert.acknowledgement()).owner();
    }

    /** A node that has not yet said that it lives. */
    private Alerts unseen(String name, Executor rememberer) {
        return new Alerts(
                AlertScene.SURE,
                new AnotherNode(scene.store, scene.store.ledger(), name),
                scene.time,
                AlertScene.AT_ONCE,
                List.of(),
                rememberer,
                () -> Runnable::run);
    }

    private void watching(Alerts node, Duration length) {
        for (long seconds = 0; seconds < length.toSeconds(); seconds += 5) {
            scene.time.pass(Duration.ofSeconds(5));
            scene.see(node, ".");
        }
    }

    private void passing(int seconds, String node, String levels) {
        scene.time.pass(Duration.ofSeconds(seconds));
        scene.store.fleet().seen(node, scene.time.now());
        scene.see(node.equals("a") ? a : b, levels);
    }
}
