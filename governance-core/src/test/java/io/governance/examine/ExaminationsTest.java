package io.governance.examine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.measure.Window;
import io.governance.remember.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExaminationsTest {
    private final ManualTime time = new ManualTime();
    private final Governance governance = Governance.builder()
            .manual()
            .time(time)
            .service("order-desk")
            .node("node-1")
            .examineEvery(Duration.ofDays(7))
            .build();

    @AfterEach
    void close() {
        governance.close();
    }

    private void pass(Duration duration) {
        for (long left = duration.toSeconds(); left > 0; left -= 5) {
            time.pass(Duration.ofSeconds(5));
            governance.step();
        }
    }

    private List<Trigger.Kind> kinds() {
        return governance.examinations().latest().stream()
                .map(report -> report.trigger().kind())
                .toList();
    }

    @Test
    void onDemandEveryReportIsKeptAndWrittenToTheLedger() {
        ExaminationReport report = governance.examinations().onDemand("ada", "before the release");
        assertEquals(1, report.number());
        assertEquals(List.of(report), governance.examinations().latest());
        var entry = governance.store().ledger().read("examination/node-1", 0).get(0);
        assertEquals("ON_DEMAND", entry.type());
        assertTrue(entry.facts().getOrDefault("report", "").contains("before the release"), entry.toString());
    }

    @Test
    void aUsersReportIsExaminedOverAWindowThatReachesBack() {
        assertEquals(Window.FIVE_MINUTES, reported(Duration.ZERO));
        assertEquals(Window.HOUR, reported(Duration.ofMinutes(20)));
        assertEquals(Window.DAY, reported(Duration.ofHours(3)));
        assertThrows(IllegalArgumentException.class, () -> reported(Duration.ofHours(25)));
        assertThrows(IllegalArgumentException.class, () -> reported(Duration.ofMinutes(-1)));
    }

    private Window reported(Duration ago) {
        return governance
                .examinations()
                .onUserReport("a customer", time.now().minus(ago), "the dashboard hangs")
                .examination()
                .window();
    }

    @Test
    void anOperationIsExaminedOnceItsFirstCallsCanBeJudged() {
        Operation operation = governance.operation("orders.load");
        pass(Duration.ofMinutes(2));
        assertEquals(List.of(), kinds());
        for (int i = 0; i < 30; i++) {
            operation.run(() -> {});
        }
        pass(Duration.ofMinutes(3));
        assertEquals(List.of(Trigger.Kind.FIRST_APPEARANCE), kinds());
        assertTrue(governance.examinations().latest().get(0).trigger().why().contains("orders.load"));
    }

    @Test
    void anAlertIsAnOccasionOnceAndAgainWhenItComesBack() {
        Operation operation = governance.operation("orders.load");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                assertThrows(
                        IllegalStateException.class,
                        () -> operation.run(() -> {
                            throw new IllegalStateException("no orders");
                        }));
            }
            pass(Duration.ofMinutes(2));
            for (int minute = 0; minute < 12; minute++) {
                for (int i = 0; i < 100; i++) {
                    operation.run(() -> {}); // an alert ends by good calls, not by silence
                }
                pass(Duration.ofMinutes(1));
            }
        }
        List<String> occasions = governance.examinations().latest().stream()
                .filter(report -> report.trigger().kind() == Trigger.Kind.ALERT)
                .map(report -> report.trigger().why())
                .filter(why -> why.contains("ERROR_RATE/orders.load"))
                .toList();
        assertEquals(
                2, occasions.size(), () -> "found " + governance.examinations().latest());
    }

    @Test
    void itIsExaminedAnHourAfterTheStartAndThenOnSchedule() {
        pass(Duration.ofMinutes(59));
        assertEquals(List.of(), kinds());
        pass(Duration.ofMinutes(1));
        assertEquals(List.of(Trigger.Kind.SCHEDULE), kinds());
        time.pass(Duration.ofDays(7));
        governance.step();
        pass(Duration.ofMinutes(10));
        assertEquals(List.of(Trigger.Kind.SCHEDULE, Trigger.Kind.SCHEDULE), kinds());
        assertEquals(
                Window.DAY,
                governance.examinations().latest().get(0).examination().window());
    }

    @Test
    void theScheduleGoesOnWhereItWasBeforeARestart() {
        pass(Duration.ofHours(1));
        time.pass(Duration.ofDays(5));
        try (Governance restarted = Governance.builder()
                .manual()
                .time(time)
                .store(governance.store())
                .examineEvery(Duration.ofDays(7))
                .build()) {
            time.pass(Duration.ofHours(47));
            restarted.step();
            assertEquals(List.of(), restarted.examinations().latest());
            time.pass(Duration.ofHours(1));
            restarted.step();
            assertEquals(
                    "every 168 hours",
                    restarted.examinations().latest().get(0).trigger().why());
            assertEquals(
                    List.of("SCHEDULE", "SCHEDULE"),
                    governance.store().ledger().read("examination/node-1", 0).stream()
                            .map(Ledger.Entry::type)
                            .toList());
        }
    }

    @Test
    void anAlertAndAFirstAppearanceInTheSameLookAreBothNamed() {
        Examinations examinations = governance.examinations();
        Operation operation = governance.operation("orders.load");
        operation.run(() -> {});
        pass(Duration.ofSeconds(5));
        examinations.lookForOccasions(1, List.of("ERROR_RATE/orders.load"));
        assertEquals(
                "fired: ERROR_RATE/orders.load; first calls of orders.load",
                examinations.latest().get(0).trigger().why());
    }

    @Test
    void aReportThatIsKeptIsGivenByItsNumberInThreeForms() {
        ExaminationReport report = governance.examinations().onDemand("ada", "before the release");
        assertEquals(report.text(), governance.commands().run("examination", Map.of("number", "1", "format", "text")));
        assertEquals(report.json(), governance.commands().run("examination", Map.of("number", "1", "format", "json")));
        assertEquals(
                report.markdown(),
                governance.commands().run("examination", Map.of("number", "1", "format", "markdown")));
        for (Map<String, String> wrong : List.of(
                Map.of("number", "2", "format", "text"),
                Map.of("number", "one", "format", "text"),
                Map.of("number", "1", "format", "pdf"))) {
            assertThrows(
                    IllegalArgumentException.class, () -> governance.commands().run("examination", wrong));
        }
    }

    @Test
    void onlyTheLastFiftyAreKeptInMemory() {
        for (int i = 0; i < 60; i++) {
            governance.examinations().inTest("load test");
        }
        assertEquals(50, governance.examinations().latest().size());
        assertEquals(60, governance.examinations().latest().get(0).number());
        assertEquals(
                60, governance.store().ledger().read("examination/node-1", 0).size());
    }
}
