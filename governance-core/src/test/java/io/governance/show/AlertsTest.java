package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.ManualTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private final AlertScene scene = new AlertScene();
    private final ManualTime time = scene.time;
    private final List<String> told = scene.told;
    private final Alerts alerts = scene.node("node");

    @Test
    void tellsOfFiringWorseningAndResolvingAndNeverOfHolding() {
        scene.see(alerts, "wwwwwwccccwwww....");
        assertEquals(List.of("FIRING WARNING", "FIRING CRITICAL", "RESOLVED WARNING"), told);
        assertEquals(List.of("FIRED", "RAISED", "LOWERED", "RESOLVED"), scene.types());
        assertEquals(List.of(), alerts.open());
    }

    @Test
    void flappingIsOneAlert() {
        scene.see(alerts, "w.w.w.w..w.w..w.w");
        assertEquals(List.of("FIRING WARNING"), told);
    }

    @Test
    void anExaminationThatCannotSayResolvesNothing() {
        scene.see(alerts, "ww");
        for (int i = 0; i < 10; i++) {
            alerts.update(Findings.withoutData(time));
            alerts.update(Findings.withFailedExaminer(time));
        }
        assertEquals(1, alerts.open().size());
        scene.see(alerts, "...");
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING"), told);
    }

    @Test
    void aWarningNotActedOnInTwentyFourHoursIsOverdueOnce() {
        scene.see(alerts, "ww");
        assertEquals(time.now().plus(Duration.ofHours(24)), alerts.open().get(0).deadline());
        time.pass(Duration.ofHours(24));
        scene.see(alerts, "www");
        assertEquals(List.of("FIRING WARNING", "OVERDUE WARNING"), told);
        assertEquals(Alert.State.OVERDUE, alerts.open().get(0).state());
    }

    @Test
    void firingAgainWithinADayDoesNotMoveTheDeadline() {
        scene.see(alerts, "ww");
        var deadline = alerts.open().get(0).deadline();
        scene.see(alerts, "...");
        time.pass(Duration.ofHours(10));
        scene.see(alerts, "ww");
        assertEquals(deadline, alerts.open().get(0).deadline());
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING", "FIRING WARNING"), told);
    }

    @Test
    void anotherNodeThatWasFirstIsBelievedAndNotRepeated() {
        Alerts other = scene.node("other");
        scene.see(other, "ww");
        time.pass(Duration.ofHours(3));
        scene.store.fleet().seen("other", time.now());
        scene.see(alerts, "www");
        assertEquals(List.of("FIRING WARNING"), told);
        assertEquals(time.now().minus(Duration.ofHours(3)), alerts.open().get(0).since());
        scene.see(alerts, "cc");
        assertEquals(List.of("FIRING WARNING", "FIRING CRITICAL"), told);
        assertEquals(List.of("FIRED", "SEEN", "RAISED"), scene.types());
        assertEquals(0, alerts.failures());
    }

    @Test
    void aSinkThatThrowsIsCountedAndNothingElse() {
        Alerts deaf = new Alerts(
                AlertScene.SURE,
                scene.store,
                time,
                AlertScene.AT_ONCE,
                List.of(notification -> {
                    throw new IllegalStateException("no network");
                }),
                Runnable::run,
                () -> Runnable::run);
        scene.see(deaf, "ww...");
        assertEquals(2, deaf.failures());
        assertEquals(2, deaf.undelivered());
        assertEquals(List.of("FIRED", "RESOLVED"), scene.types());
    }

    @Test
    void peopleAreToldWhenTheStoreIsAwayAndItIsWrittenWhenItIsBack() {
        FlakyLedger flaky = new FlakyLedger(scene.store.ledger());
        Alerts troubled = scene.node("node", flaky);
        flaky.isAway = true;
        scene.see(troubled, "ww...");
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING"), told);
        assertTrue(troubled.failures() >= 2);
        assertEquals(List.of(), scene.types());
        flaky.isAway = false;
        time.pass(Duration.ofSeconds(5));
        scene.see(troubled, ".");
        assertEquals(List.of("FIRED", "RESOLVED"), scene.types());
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING"), told);
    }

    @Test
    void flappingWhileTheStoreIsAwayStaysBoundedAndLegal() {
        FlakyLedger flaky = new FlakyLedger(scene.store.ledger());
        Alerts troubled = scene.node("node", flaky);
        flaky.isAway = true;
        scene.see(troubled, "ww...".repeat(50) + "ww");
        flaky.isAway = false;
        time.pass(Duration.ofSeconds(5));
        scene.see(troubled, "ww");
        assertTrue(scene.types().size() <= 17, () -> scene.types().toString());
        assertEquals("FIRED", scene.types().get(0));
        assertEquals("FIRED", scene.types().get(scene.types().size() - 1));
        assertEquals(1, troubled.open().size());
        assertEquals(101, told.size());
    }

    @Test
    void peopleAreToldWhenTheStoreHangsOrItsQueueIsFull() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        Alerts hung = impatient("hung", waiting::add);
        Alerts full = impatient("full", work -> {
            throw new RejectedExecutionException("full");
        });
        scene.see(hung, "ww");
        scene.see(full, "ww");
        assertEquals(List.of(), told);
        time.pass(Duration.ofSeconds(30));
        scene.see(hung, "w");
        scene.see(full, "w");
        assertEquals(List.of("hung", "full"), told);
        List.copyOf(waiting).forEach(Runnable::run);
        assertEquals(List.of("hung", "full"), told);
        assertEquals(List.of("FIRED"), scene.types());
    }

    @Test
    void tooManyAlertsAreCountedAndResolvedOnesMakeRoom() {
        alerts.update(many(0, Alerts.ALERTS));
        alerts.update(many(0, Alerts.ALERTS + 5));
        assertEquals(5, alerts.overflow());
        assertEquals(Alerts.ALERTS, alerts.open().size());
        for (int i = 0; i < 3; i++) {
            alerts.update(Findings.none(time));
        }
        assertEquals(0, alerts.open().size());
        alerts.update(many(5_000, 5_010));
        alerts.update(many(5_000, 5_010));
        assertEquals(10, alerts.open().size());
        assertEquals(5, alerts.overflow());
    }

    @Test
    void aThousandFindingsAtOnceAreToldInOneNotificationEach() {
        List<Notification> heard = new ArrayList<>();
        Alerts standard = new Alerts(
                AlertScene.SURE,
                scene.store,
                time,
                AlertSettings.standard(),
                List.of(heard::add),
                Runnable::run,
                () -> Runnable::run);
        standard.update(many(0, Alerts.ALERTS));
        standard.update(many(0, Alerts.ALERTS));
        assertEquals(1, heard.size());
        assertEquals(Alerts.ALERTS, heard.get(0).count());
        for (int i = 0; i < 3; i++) {
            standard.update(Findings.none(time));
        }
        assertEquals(1, heard.size(), "the next one is gathered");
        time.pass(Duration.ofSeconds(10));
        standard.update(Findings.none(time));
        assertEquals(2, heard.size());
        assertEquals(Alert.State.RESOLVED, heard.get(1).alerts().get(0).state());
    }

    @Test
    void theWorstAlertComesFirst() {
        Examination both = new Examination(
                time.now(),
                List.of(),
                List.of(Findings.finding("mild", Level.INFO), Findings.finding("bad", Level.CRITICAL)),
                List.of());
        alerts.update(both);
        alerts.update(both);
        assertEquals(
                List.of("bad", "mild"),
                alerts.open().stream().map(Alert::subject).toList());
    }

    private Alerts impatient(String name, Executor rememberer) {
        return new Alerts(
                AlertScene.SURE,
                scene.store,
                time,
                AlertScene.AT_ONCE,
                List.of(notification -> told.add(name)),
                rememberer,
                () -> Runnable::run);
    }

    private Examination many(int from, int to) {
        List<Finding> findings = IntStream.range(from, to)
                .mapToObj(i -> Findings.finding("operation-" + i, Level.WARNING))
                .toList();
        return new Examination(time.now(), List.of(), findings, List.of());
    }
}
