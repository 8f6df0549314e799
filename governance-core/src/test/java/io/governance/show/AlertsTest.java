package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.ManualTime;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import io.governance.remember.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlertsTest {
    private static final String STREAM = "alert/ERROR_RATE/orders/com.acme.Orders.load(Orders.java:42)";

    private final ManualTime time = new ManualTime();
    private final Ledger ledger = Store.inMemory("node", time).ledger();
    private final List<String> told = new ArrayList<>();
    private final Alerts alerts = alerts(ledger);

    private Alerts alerts(Ledger written) {
        return new Alerts(written, time, alert -> told.add(alert.state() + " " + alert.level()), Runnable::run);
    }

    @Test
    void tellsOfFiringWorseningAndResolvingAndNeverOfHolding() {
        see(alerts, "wwwwwwccccwwww....");
        assertEquals(List.of("FIRING WARNING", "FIRING CRITICAL", "RESOLVED WARNING"), told);
        assertEquals(List.of("FIRED", "RAISED", "LOWERED", "RESOLVED"), types());
        assertEquals(List.of(), alerts.open());
    }

    @Test
    void flappingIsOneAlert() {
        see(alerts, "w.w.w.w..w.w..w.w");
        assertEquals(List.of("FIRING WARNING"), told);
    }

    @Test
    void anExaminationThatCannotSayResolvesNothing() {
        see(alerts, "ww");
        for (int i = 0; i < 10; i++) {
            alerts.update(Findings.withoutData(time));
            alerts.update(Findings.withFailedExaminer(time));
        }
        assertEquals(1, alerts.open().size());
        see(alerts, "...");
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING"), told);
    }

    @Test
    void aWarningNotActedOnInTwentyFourHoursIsOverdueOnce() {
        see(alerts, "ww");
        assertEquals(time.now().plus(Duration.ofHours(24)), alerts.open().get(0).deadline());
        time.pass(Duration.ofHours(24));
        see(alerts, "www");
        assertEquals(List.of("FIRING WARNING", "OVERDUE WARNING"), told);
        assertEquals(Alert.State.OVERDUE, alerts.open().get(0).state());
    }

    @Test
    void firingAgainWithinADayDoesNotMoveTheDeadline() {
        see(alerts, "ww");
        var deadline = alerts.open().get(0).deadline();
        see(alerts, "...");
        time.pass(Duration.ofHours(10));
        see(alerts, "ww");
        assertEquals(deadline, alerts.open().get(0).deadline());
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING", "FIRING WARNING"), told);
    }

    @Test
    void anotherNodeThatWasFirstIsBelievedAndNotRepeated() {
        see(alerts(ledger), "ww");
        time.pass(Duration.ofHours(3));
        see(alerts, "www");
        assertEquals(List.of("FIRING WARNING"), told);
        assertEquals(time.now().minus(Duration.ofHours(3)), alerts.open().get(0).since());
        see(alerts, "cc");
        assertEquals(List.of("FIRING WARNING", "FIRING CRITICAL"), told);
        assertEquals(List.of("FIRED", "RAISED"), types());
        assertEquals(0, alerts.failures());
    }

    @Test
    void aSinkThatThrowsIsCountedAndNothingElse() {
        Alerts deaf = new Alerts(
                ledger,
                time,
                alert -> {
                    throw new IllegalStateException("no network");
                },
                Runnable::run);
        see(deaf, "ww...");
        assertEquals(2, deaf.failures());
        assertEquals(List.of("FIRED", "RESOLVED"), types());
    }

    @Test
    void peopleAreToldWhenTheStoreIsAwayAndItIsWrittenWhenItIsBack() {
        FlakyLedger flaky = new FlakyLedger();
        Alerts troubled = alerts(flaky);
        flaky.isAway = true;
        see(troubled, "ww...");
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING"), told);
        assertTrue(troubled.failures() >= 2);
        assertEquals(List.of(), types());
        flaky.isAway = false;
        time.pass(Duration.ofSeconds(5));
        see(troubled, ".");
        assertEquals(List.of("FIRED", "RESOLVED"), types());
        assertEquals(List.of("FIRING WARNING", "RESOLVED WARNING"), told);
    }

    @Test
    void flappingWhileTheStoreIsAwayStaysBoundedAndLegal() {
        FlakyLedger flaky = new FlakyLedger();
        Alerts troubled = alerts(flaky);
        flaky.isAway = true;
        see(troubled, "ww...".repeat(50) + "ww");
        flaky.isAway = false;
        time.pass(Duration.ofSeconds(5));
        see(troubled, "ww");
        assertTrue(types().size() <= 17, () -> types().toString());
        assertEquals("FIRED", types().get(0));
        assertEquals("FIRED", types().get(types().size() - 1));
        assertEquals(1, troubled.open().size());
        assertEquals(101, told.size());
    }

    @Test
    void peopleAreToldWhenTheStoreHangsOrItsQueueIsFull() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        Alerts hung = new Alerts(ledger, time, alert -> told.add("hung"), waiting::add);
        Alerts full = new Alerts(ledger, time, alert -> told.add("full"), work -> {
            throw new RejectedExecutionException("full");
        });
        see(hung, "ww");
        see(full, "ww");
        assertEquals(List.of(), told);
        time.pass(Duration.ofSeconds(30));
        see(hung, "w");
        see(full, "w");
        assertEquals(List.of("hung", "full"), told);
        waiting.forEach(Runnable::run);
        assertEquals(List.of("hung", "full"), told);
        assertEquals(List.of("FIRED"), types());
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

    @Test
    void anAlertIsLoggedAsOneLineWithDeadlineAndRemedy() {
        see(alerts, "ww");
        Alert alert = alerts.open().get(0);
        String line = LoggingSink.line(alert);
        assertTrue(line.startsWith("FIRING WARNING: error rate of orders is 2 % at com.acme.Orders"), line);
        assertTrue(line.contains("act by 2027-03-02T08:00"), line);
        assertTrue(line.endsWith("look at the errors"), line);
        assertEquals(org.slf4j.event.Level.WARN, LoggingSink.severity(alert));
        AlertSink.slf4j().send(alert);
    }

    private Examination many(int from, int to) {
        List<Finding> findings = IntStream.range(from, to)
                .mapToObj(i -> Findings.finding("operation-" + i, Level.WARNING))
                .toList();
        return new Examination(time.now(), List.of(), findings, List.of());
    }

    private void see(Alerts seeing, String levels) {
        for (int i = 0; i < levels.length(); i++) {
            char c = levels.charAt(i);
            seeing.update(
                    switch (c) {
                        case 'w' -> Findings.of(time, Level.WARNING);
                        case 'c' -> Findings.of(time, Level.CRITICAL);
                        default -> Findings.none(time);
                    });
        }
    }

    private List<String> types() {
        return ledger.read(STREAM, 0).stream().map(Ledger.Entry::type).toList();
    }

    /** The ledger of the test, out of reach whenever the test says so. */
    private final class FlakyLedger implements Ledger {
        boolean isAway;

        @Override
        public OptionalLong append(String stream, long expectedVersion, String type, Map<String, String> facts) {
            check();
            return ledger.append(stream, expectedVersion, type, facts);
        }

        @Override
        public List<Entry> read(String stream, long afterVersion) {
            check();
            return ledger.read(stream, afterVersion);
        }

        @Override
        public List<String> streams(String prefix) {
            check();
            return ledger.streams(prefix);
        }

        private void check() {
            if (isAway) {
                throw new StoreUnavailableException("test", "reading", new java.io.IOException("away"));
            }
        }
    }
}
