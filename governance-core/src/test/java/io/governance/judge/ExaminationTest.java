package io.governance.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private static final Instant AT = Instant.parse("2027-03-01T08:00:00Z");

    @Test
    void anExaminerThatThrowsIsNamedAndTheOthersGoOn() {
        Examiner broken = draft -> {
            throw new AssertionError("no figures");
        };
        Examiner missing = draft -> {
            throw new NoClassDefFoundError("com/acme/Gone");
        };
        Examination seen =
                examine(broken, missing, draft -> draft.finding(finding("SLOW", "orders", Level.INFO, "it is slow")));
        assertEquals(List.of("SLOW/orders"), keys(seen));
        assertEquals(2, seen.failures().size());
        assertTrue(seen.failures().get(0).contains("ExaminationTest"), seen.failures()::toString);
        assertTrue(seen.failures().get(0).contains("no figures"), seen.failures()::toString);
        assertTrue(seen.failures().get(1).contains("com/acme/Gone"), seen.failures()::toString);
        assertEquals(Level.INFO, seen.level());
    }

    @Test
    void theWorstFindingComesFirstAndEquallyBadOnesByTheirKey() {
        Examination seen = examine(draft -> {
            draft.finding(finding("SLOW", "b", Level.INFO, ""));
            draft.finding(finding("SLOW", "c", Level.WARNING, ""));
            draft.finding(finding("SLOW", "a", Level.WARNING, ""));
            draft.finding(finding("SLOW", "d", Level.CRITICAL, ""));
        });
        assertEquals(List.of("SLOW/d", "SLOW/a", "SLOW/c", "SLOW/b"), keys(seen));
        assertEquals(Level.CRITICAL, seen.level());
        assertEquals(1, seen.findings("a").size());
        assertEquals(AT, seen.at());
    }

    @Test
    void ofTwoFindingsWithTheSameKeyTheWorseIsKept() {
        Examination seen = examine(draft -> {
            draft.finding(finding("SLOW", "a", Level.WARNING, "worse"));
            draft.finding(finding("SLOW", "a", Level.INFO, "milder"));
        });
        assertEquals(
                List.of("worse"), seen.findings().stream().map(Finding::summary).toList());
    }

    @Test
    void theAreaOfAFindingIsThatOfItsSignalOrTheOneThatIsSaidOrTheFirstOfItsExaminer() {
        Examination seen = examine(new Examiner() {
            @Override
            public Set<Area> areas() {
                return Set.of(Area.RESOURCES, Area.CPU, Area.MEMORY_LEAKS);
            }

            @Override
            public void examine(Examination.Draft draft) {
                draft.finding(finding("QUERIES", "a", Level.INFO, ""));
                draft.finding(finding("STALL", "a", Level.INFO, ""));
                draft.finding(finding("OUT_OF_FILES", "a", Level.INFO, ""), Area.RESOURCES);
            }
        });
        assertEquals(
                Map.of("QUERIES/a", Area.DATABASE, "STALL/a", Area.CPU, "OUT_OF_FILES/a", Area.RESOURCES),
                seen.areas());
    }

    @Test
    void tooFewSamplesAreNoData() {
        Examination seen = examine(draft -> {
            draft.reading(Signal.ERROR_RATE, "few", 1, 19, "look");
            draft.reading(Signal.ERROR_RATE, "enough", 1, 20, "look");
            draft.reading(Signal.MEMORY, "process", 5.0 * (1L << 30), 1, "look");
        });
        assertEquals(
                List.of(Level.NO_DATA, Level.CRITICAL, Level.CRITICAL),
                seen.readings().stream().map(Reading::level).toList());
        assertTrue(Double.isNaN(seen.readings().get(0).value()));
        assertEquals(List.of("ERROR_RATE/enough", "MEMORY/process"), keys(seen));
    }

    @Test
    void aReadingBeyondItsLineIsAFindingThatNamesBoth() {
        Examination seen = examine(draft -> draft.reading(Signal.RESPONSE_TIME, "orders", 3.5e9, 400, "add an index"));
        Finding finding = seen.findings().get(0);
        assertEquals("response time of orders is 3500.0 ms, beyond the warning line of 3000.0 ms", finding.summary());
        assertEquals(Map.of("value", "3500.0 ms", "line", "3000.0 ms", "samples", "400"), finding.evidence());
        assertEquals("add an index", finding.remedy());
        Finding hits = examine(draft -> draft.reading(Signal.CACHE_HIT_RATE, "parts", 0.4, 400, "longer ttl"))
                .findings()
                .get(0);
        assertEquals("cache hit rate of parts is 40.00 %, below the warning line of 50.00 %", hits.summary());
    }

    @Test
    void betweenAcceptableAndInfoThereIsAReadingButNoFinding() {
        Examination seen = examine(draft -> draft.reading(Signal.RESPONSE_TIME, "orders", 1.7e9, 400, "look"));
        assertEquals(Level.NOT_ACCEPTABLE, seen.level());
        assertEquals(List.of(), seen.findings());
    }

    @Test
    void nothingExaminedIsNoData() {
        assertEquals(Level.NO_DATA, examine().level());
        assertThrows(
                UnsupportedOperationException.class, () -> examine().findings().clear());
    }

    @Test
    void anExaminerThatWasTakenAwayIsNotAskedAgain() {
        Examiners examiners = new Examiners();
        Runnable remove = examiners.register(draft -> {});
        Examiner stays = draft -> {};
        examiners.register(stays);
        remove.run();
        assertEquals(List.of(stays), List.copyOf(examiners.all()));
    }

    private static Examination examine(Examiner... examiners) {
        return Examination.of(Policy.protocol(), AT, List.of(), List.of(examiners));
    }

    private static Finding finding(String kind, String subject, Level level, String summary) {
        return new Finding(kind, subject, level, summary, null, Map.of(), "look");
    }

    private static List<String> keys(Examination examination) {
        return examination.findings().stream().map(Finding::key).toList();
    }
}
