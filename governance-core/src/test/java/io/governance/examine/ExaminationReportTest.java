package io.governance.examine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.examine.ExaminationReport.AreaLine;
import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.measure.Signal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExaminationReportTest {
    private static final Instant AT = Instant.parse("2027-03-01T08:00:00Z");

    /** Looks at one area and says one thing of it. */
    private record Looking(Set<Area> areas, List<Finding> findings) implements Examiner {
        @Override
        public void examine(Examination.Draft draft) {
            for (Finding finding : findings) {
                draft.finding(finding);
            }
        }
    }

    private static Finding finding(String kind, String summary) {
        return new Finding(kind, "orders", Level.WARNING, summary, "Orders.load(Orders.java:42)", Map.of(), "batch it");
    }

    private static ExaminationReport report(String why, Examiner... examiners) {
        Examination examination = Examination.of(Policy.builder().build(), AT, List.of(), List.of(examiners));
        Trigger trigger = new Trigger(Trigger.Kind.USER_REPORT, "ada", why, AT.minusSeconds(60));
        return ExaminationReport.of(7, "order-desk", "node-1", trigger, examination, null);
    }

    private static AreaLine line(ExaminationReport report, Area area) {
        return report.lines().stream()
                .filter(line -> line.area() == area)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyRowOfTheProtocolHasALineAndWhatNobodyLookedAtSaysWhy() {
        ExaminationReport report = report("slow");
        assertEquals(
                List.of("P1.1", "P1.2", "P1.3", "P1.4", "P1.5", "P1.6", "P1.7"),
                report.lines().stream().map(line -> line.area().number()).toList());
        for (AreaLine line : report.lines()) {
            assertFalse(line.isExamined(), line.toString());
            assertTrue(line.figures().get(0).startsWith("not examined: "), line.toString());
            assertTrue(
                    report.text()
                            .contains(line.area().number() + " " + line.area().title()),
                    report.text());
        }
    }

    @Test
    void whoLookedAndFoundNothingIsNotTakenForNobodyLooked() {
        AreaLine line = line(report("slow", new Looking(Set.of(Area.MEMORY_LEAKS), List.of())), Area.MEMORY_LEAKS);
        assertTrue(line.isExamined());
        assertEquals(List.of("nothing found"), line.figures());
    }

    @Test
    void anExaminerThatFailsHasNotLooked() {
        Examiner broken = new Examiner() {
            @Override
            public void examine(Examination.Draft draft) {
                throw new IllegalStateException("no figures");
            }

            @Override
            public Set<Area> areas() {
                return Set.of(Area.CACHING);
            }
        };
        ExaminationReport report = report("slow", broken);
        assertFalse(line(report, Area.CACHING).isExamined());
        assertTrue(report.text().contains("no figures"), report.text());
    }

    @Test
    void aFindingStandsUnderTheAreaOfWhoFoundItAndAThresholdUnderItsSignal() {
        ExaminationReport report = report(
                "slow",
                new Looking(Set.of(Area.DATABASE), List.of(finding("N_PLUS_ONE", "47 queries in one call"))),
                draft -> draft.reading(Signal.CPU, "process", 0.95, 1_000, "look at the profile"),
                draft -> draft.finding(finding("ODD", "something of no area")));
        assertTrue(line(report, Area.DATABASE).findings().get(0).contains("47 queries in one call, at Orders.load"));
        assertTrue(line(report, Area.CPU).figures().get(0).contains("95.00 %, critical"));
        assertEquals(1, line(report, Area.CPU).findings().size());
        assertTrue(report.text().contains("Further findings\n  warning: something of no area"), report.text());
    }

    @Test
    void aThousandReadingsAreCutToTheWorst() {
        ExaminationReport report = report("slow", draft -> {
            for (int i = 0; i < 1_000; i++) {
                draft.reading(Signal.RESPONSE_TIME, "operation-" + i, i == 900 ? 6e9 : 1e6, 100, "look");
            }
        });
        List<String> figures = line(report, Area.RESPONSE_TIME).figures();
        assertEquals(13, figures.size());
        assertTrue(figures.get(0).contains("operation-900"), figures.get(0));
        assertEquals("and 988 more, none of them worse", figures.get(12));
    }

    @Test
    void whatAUserReportsCannotChangeTheDocument() {
        ExaminationReport report = report("# head\n- item <script>alert(1)</script> `x` \"quoted\" [l](u)");
        assertTrue(Arrays.stream(report.markdown().split("\n", -1)).noneMatch(line -> line.startsWith("# head")));
        assertFalse(report.markdown().contains("<script>"), report.markdown());
        assertTrue(report.json().contains("\\n- item <script>"), report.json());
        assertTrue(report.json().contains("\\\"quoted\\\""), report.json());
    }

    @Test
    void sameExaminationSameWords() {
        Examiner examiner = new Looking(Set.of(Area.DATABASE), List.of(finding("N_PLUS_ONE", "47")));
        assertEquals(report("slow", examiner).text(), report("slow", examiner).text());
        assertEquals(report("slow", examiner).json(), report("slow", examiner).json());
    }

    @Test
    void aTriggerWithoutANameOrAReasonIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new Trigger(Trigger.Kind.ON_DEMAND, " ", "why", AT))
                .getMessage();
        assertEquals("an examination needs to know who: found nothing, expected 1 to 200", message);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Trigger(Trigger.Kind.ON_DEMAND, "ada", "x".repeat(2_001), AT));
    }
}
