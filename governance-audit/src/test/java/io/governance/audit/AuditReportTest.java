package io.governance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.judge.Level;
import io.governance.measure.Operation;
import io.governance.remember.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditReportTest {
    private final SampleStore sample = SampleStore.withSwap();

    @Test
    void everyCallOfEveryNodeIsCounted() {
        String markdown = sample.audit().markdown();

        assertTrue(markdown.contains("- calls: " + 120 * 60 * 2 * 2), markdown);
        assertTrue(markdown.contains("| customer.dashboard | INFO | 14400 |"), markdown);
    }

    @Test
    void operationsThatKeptTheirCallersWaitingLongestComeFirst() {
        String markdown = sample.audit().markdown();

        assertTrue(markdown.indexOf("### customer.dashboard") < markdown.indexOf("### orders.search"), markdown);
    }

    @Test
    void quantilesComeFromAddedBucketsAndAreNeverAveraged() {
        SampleStore two = new SampleStore();
        two.serve(1, 0, 1);
        two.serve(1, 1, 1);

        String markdown = two.audit().markdown();

        assertTrue(markdown.contains("| customer.dashboard | INFO | 240 | "), markdown);
        assertTrue(markdown.contains("| 41 |"), markdown);
    }

    @Test
    void everyStepOfASwapIsShownWithItsTime() {
        String markdown = sample.audit().markdown();

        assertTrue(markdown.contains("| 2027-03-01 08:30:00 |  | STARTED | SHADOW | 1 | 0 % |"), markdown);
        assertTrue(markdown.contains("| 2027-03-01 08:40:00 | +10 min | PROMOTED | CANARY | 1 | 1 % |"), markdown);
        assertTrue(markdown.contains("| COMPLETED | COMPLETE | 1 | 100 % | TARGET\\_MET |"), markdown);
    }

    @Test
    void evidenceOfTargetsIsReadFromTheLedgerWhenTheJudgeIsAway() {
        String markdown = sample.audit().markdown();

        assertTrue(markdown.contains("| target of queries | 240.70 | 5.30 | proven |"), markdown);
    }

    @Test
    void verdictOfTheProtocolHasALineForEachTarget() {
        String markdown =
                sample.builder().swap(SampleReport.ofCompleteSwap()).build().markdown();

        assertTrue(markdown.contains("| response time (median) | 70-80 % better | met |"), markdown);
        assertTrue(markdown.contains("| CPU time | 40-50 % less | not yet shown |"), markdown);
        assertTrue(markdown.contains("| database queries | 90 % fewer | met |"), markdown);
        assertTrue(markdown.contains("| resident memory | 50-60 % less | not measurable by side |"), markdown);
        assertTrue(markdown.contains("| cache hit rate | up by 60-70 % | not measurable by side |"), markdown);
    }

    @Test
    void markdownAndPageSayTheSameFigures() {
        AuditReport report =
                sample.builder().swap(SampleReport.ofCompleteSwap()).build();
        String page = Parsed.text(report.html());

        report.markdown()
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
                .flatMap(line -> List.of(line.substring(2).split("(?<!\\\\)\\|", -1)).stream())
                .map(cell -> cell.replaceAll("\\\\(.)", "$1").strip())
                .forEach(cell -> assertTrue(page.contains(cell), () -> "the page does not say '" + cell + "'"));
    }

    @Test
    void fewDaysAreTooEarlyForATrend() {
        assertTrue(sample.audit().markdown().contains("too early for a trend: 1 of 45 days"));
    }

    @Test
    void alertsIssuesAndChangesOfThePeriodAreTold() {
        sample.append(
                "alert/N_PLUS_ONE/customer.dashboard", "FIRED", Map.of("summary", "40 times", "level", "WARNING"));
        sample.append("resolution/17", "OPENED", Map.of("subject", SampleStore.SWAP));
        sample.append("change/orders-index", "MEASURED", Map.of("before", "400 ms", "after", "90 ms"));
        sample.time.pass(Duration.ofSeconds(1));

        String markdown = sample.audit().markdown();

        assertTrue(markdown.contains("- open alerts: 1"), markdown);
        assertTrue(markdown.contains("- open issues: 1"), markdown);
        assertTrue(markdown.contains("after: 90 ms; before: 400 ms"), markdown);
        assertTrue(markdown.contains("observational"), markdown);
    }

    @Test
    void whatHappensAfterThePeriodDoesNotChangeTheAudit() {
        Audit.Builder builder = sample.builder();
        String before = builder.build().markdown();

        sample.time.pass(Duration.ofMinutes(1));
        sample.swap("REMOVED", Map.of("commit", "abc"));
        sample.append("alert/x", "FIRED", Map.of());
        sample.serve(5, 1, 1);

        assertEquals(before, builder.build().markdown());
    }

    @Test
    void auditIsPublishedOnceWhoeverIsFirst() {
        AuditReport report = sample.builder().kind(Audit.Kind.DAILY).build();

        assertEquals("audit/daily/2027-03-01", report.stream());
        assertTrue(report.publish(sample.store.ledger()));
        assertFalse(report.publish(sample.store.ledger()));
        List<Ledger.Entry> entries = sample.store.ledger().read(report.stream(), 0);
        assertEquals(1, entries.size());
        assertEquals(report.markdown(), entries.get(0).facts().get("markdown"));
        assertEquals("WARNING", entries.get(0).facts().get("level"));
    }

    @Test
    void worstLevelOfFindingsAndFiguresIsTheLevelOfTheAudit() {
        assertEquals(Level.WARNING, sample.audit().level());
        assertEquals(
                Level.INFO,
                Audit.of(sample.store, ManualTime.START, sample.time.now()).level());
    }

    @Test
    void emptyStoreGivesAReportThatSaysSo() {
        SampleStore empty = new SampleStore();

        AuditReport report = Audit.of(empty.store, ManualTime.START, ManualTime.START.plusSeconds(60));

        assertEquals(Level.NO_DATA, report.level());
        assertTrue(report.markdown().contains("No operation has a sample in this period."));
        Parsed.text(report.html());
    }

    @Test
    void periodWithoutTimeIsRefused() {
        String refused = Refused.with(
                IllegalArgumentException.class, () -> Audit.of(sample.store, ManualTime.START, ManualTime.START));

        assertTrue(refused.contains("covers no time"), refused);
    }

    @Test
    void governedApplicationIsAuditedWithItsOwnFindings() {
        ManualTime time = new ManualTime();
        try (Governance governance = Governance.builder()
                .time(time)
                .sampleEvery(SampleStore.MINUTE)
                .manual()
                .build()) {
            Operation operation = governance.operation("report.monthly");
            for (int call = 0; call < 50; call++) {
                operation.call(() -> {
                    time.pass(Duration.ofSeconds(6));
                    return "told";
                });
                governance.step();
            }
            time.pass(SampleStore.MINUTE);
            governance.step();

            AuditReport report = Audit.of(governance, ManualTime.START, time.now());

            assertEquals(Level.CRITICAL, report.level());
            assertEquals("RESPONSE_TIME", report.findings().get(0).kind());
            assertTrue(report.markdown().contains("| report.monthly | CRITICAL | 50 | 6.01 s |"), report.markdown());
        }
    }

    @Test
    void pageIsWrittenForPeopleToLookAt() throws IOException {
        sample.append(
                "alert/N_PLUS_ONE/customer.dashboard", "FIRED", Map.of("summary", "40 times", "level", "WARNING"));
        sample.time.pass(Duration.ofSeconds(1));
        AuditReport report =
                sample.builder().swap(SampleReport.ofCompleteSwap()).build();
        Path page = Path.of("target", "audit.html");

        Files.writeString(page, report.html());

        assertTrue(
                Files.size(page) < 150_000,
                () -> "the page has " + page.toFile().length() + " bytes");
    }
}
