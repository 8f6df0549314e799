package io.governance.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.audit.OptimizationRecord.Part;
import io.governance.flags.statistics.Verdict.Range;
import io.governance.remember.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizationRecordTest {
    private static final LocalDate OPENED = LocalDate.parse("2027-03-01");
    private static final Set<String> GATE =
            Set.of("issue", "rootCause", "solution", "expectedImpact", "migrationPlan", "risk", "tests");

    @TempDir
    Path folder;

    private OptimizationRecord opened() {
        return OptimizationRecord.open(
                folder, SampleStore.SWAP, SampleStore.OPERATION, List.of(SampleStore.nPlusOne()), OPENED);
    }

    private OptimizationRecord filled() {
        OptimizationRecord record = opened();
        for (Part part : record.missingParts()) {
            record.fill(part, "Said in a sentence of its own about " + part.key() + ".\n\n- with a list\n- of two");
        }
        return record;
    }

    @Test
    void recordIsOpenedFromWhatWasFound() throws IOException {
        OptimizationRecord record = opened();

        String text = Files.readString(folder.resolve("dashboard-2027.md"));
        assertTrue(text.startsWith("---\nswap: dashboard-2027\noperation: customer.dashboard\n"), text);
        assertTrue(text.contains("one statement is run 40 times"), text);
        assertTrue(text.contains("LegacyDashboard.java:42"), text);
        assertEquals("PLANNING", record.status());
        assertEquals(
                List.of(
                        Part.ROOT_CAUSE,
                        Part.SOLUTION,
                        Part.EXPECTED_IMPACT,
                        Part.MIGRATION_PLAN,
                        Part.RISK,
                        Part.TESTS),
                record.missingParts());
    }

    @Test
    void recordReadAndWrittenAgainIsTheSame() throws IOException {
        OptimizationRecord record = filled();
        record.refresh(SampleStore.withSwap().store, SampleReport.ofCompleteSwap());
        String text = Files.readString(record.file());

        assertEquals(text, OptimizationRecord.parse(record.file()).read().render());
        assertEquals(text, RecordText.parse("x", text.replace("\n", "\r\n")).render());
    }

    @Test
    void frontMatterKeepsEveryName() {
        for (String operation :
                List.of("a: b", "\"quoted\"", "back\\slash", "# no comment", "- dash", "true", "ends:")) {
            FrontMatter front = new FrontMatter("swap", "x-1", operation, OPENED, "PLANNING");

            assertEquals(front, FrontMatter.parse(new RecordLines("x", String.join("\n", front.render()))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "swap: x", "---\nswap: x", "---\nswap: x\noperation: y\nopened: soon\nstatus: z\n---",
                "---\noperation: y\nopened: 2027-03-01\nstatus: z\n---", "---\nswap: x\nswap: y\n---",
                        "---\nno colon\n---",
                "---\nswap: x\nchange: x\noperation: y\nopened: 2027-03-01\nstatus: z\n---"
            })
    void brokenFrontMatterIsRefusedWithFileAndLine(String text) {
        String refused = Refused.with(IllegalArgumentException.class, () -> RecordText.parse("docs/x.md", text));

        assertTrue(refused.matches("docs/x.md:\\d+: .*"), refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "TODO",
                "todo: later",
                "TBD",
                "t.b.d.",
                "...",
                "…",
                "-",
                "?",
                "**TBD**",
                "n/a",
                "FIXME",
                "_What can go wrong, how would it show, and who is harmed?_",
                "What can go wrong, how would it show, and who is harmed?",
                "to be defined",
                "lorem ipsum dolor"
            })
    void placeholderIsRefused(String text) {
        OptimizationRecord record = opened();

        String refused = Refused.with(IllegalArgumentException.class, () -> record.fill(Part.RISK, text));

        assertTrue(refused.contains("risk"), refused);
        assertTrue(record.missingParts().contains(Part.RISK));
    }

    @Test
    void placeholderTypedIntoTheFileIsMissingToo() throws IOException {
        OptimizationRecord record = filled();
        String text = Files.readString(record.file());
        Files.writeString(
                record.file(),
                text.replace("Said in a sentence of its own about risk.\n\n- with a list\n- of two", "TODO"));

        assertEquals(List.of(Part.RISK), record.missingParts());
    }

    @Test
    void textThatBeginsAnotherPartIsRefused() {
        OptimizationRecord record = opened();

        assertThrows(IllegalArgumentException.class, () -> record.fill(Part.RISK, "None known.\n## Tests\nAll."));
        assertThrows(
                IllegalArgumentException.class,
                () -> record.fill(Part.RISK, "Little.\n<!-- measured:begin verdict hash=1 -->"));
    }

    @Test
    void incompletePlanIsRefusedAndEveryMissingPartNamed() {
        OptimizationRecord record = opened();
        record.fill(Part.RISK, "Stale cache entries for a minute.");
        Ledger ledger = new SampleStore().store.ledger();

        String refused = Refused.with(IllegalStateException.class, () -> record.plan(ledger));

        assertTrue(refused.contains("rootCause"), refused);
        assertTrue(refused.contains("tests"), refused);
        assertFalse(refused.contains("risk"), refused);
        assertEquals(List.of(), ledger.streams(""));
    }

    @Test
    void completePlanIsToldToTheLedgerWithTheFactsOfTheGate() {
        OptimizationRecord record = filled();
        Ledger ledger = new SampleStore().store.ledger();

        record.plan(ledger);
        record.plan(ledger);

        List<Ledger.Entry> entries = ledger.read("record/" + SampleStore.SWAP, 0);
        assertEquals(1, entries.size());
        assertEquals("PLANNED", entries.get(0).type());
        assertEquals(GATE, entries.get(0).facts().keySet());
        assertEquals("PLANNED", record.status());
    }

    @Test
    void changedPlanIsToldAgain() {
        OptimizationRecord record = filled();
        Ledger ledger = new SampleStore().store.ledger();
        record.plan(ledger);

        record.fill(Part.RISK, "Found since: memory grows with customers.");
        record.plan(ledger);

        List<Ledger.Entry> entries = ledger.read("record/" + SampleStore.SWAP, 0);
        assertEquals(
                "Found since: memory grows with customers.",
                entries.get(1).facts().get("risk"));
    }

    @Test
    void measuredPartsAreWrittenFromStoreAndJudge() throws IOException {
        OptimizationRecord record = filled();
        SampleStore sample = SampleStore.withSwap();
        sample.append("tests/" + SampleStore.SWAP, "PASSED", Map.of("build", "42", "count", "17"));
        sample.append("resolution/9", "OPENED", Map.of("subject", SampleStore.SWAP, "issue", "wrong totals"));

        record.refresh(sample.store, SampleReport.ofCompleteSwap());

        String text = Files.readString(record.file());
        assertTrue(
                text.contains("| response time, p50 | 380 ms to 420 ms | 57 ms to 64 ms | 81 % less to 86 % less |"),
                text);
        assertTrue(text.contains("with probability 99.5 % or more (level 0.005 of attempt 1)"), text);
        assertTrue(text.contains("| queries per call, median | 41 | 4 |"), text);
        assertTrue(text.contains("| errors | 2 | 0 |"), text);
        assertTrue(text.contains("| response time (median) | 70-80 % better | met |"), text);
        assertTrue(text.contains("| COMPLETED | COMPLETE | 1 | 100 % |"), text);
        assertTrue(text.contains("build: 42; count: 17"), text);
        assertTrue(text.contains("wrong totals"), text);
        assertEquals("COMPLETE", record.status());
        assertEquals(List.of(Part.LESSONS_LEARNED), record.missingParts());
    }

    @Test
    void rangesSurviveARefreshWithoutTheJudge() throws IOException {
        OptimizationRecord record = filled();
        SampleStore sample = SampleStore.withSwap();
        record.refresh(sample.store, SampleReport.ofCompleteSwap());

        record.refresh(sample.store);

        assertTrue(Files.readString(record.file()).contains("81 % less to 86 % less"));
    }

    @Test
    void measuredPartEditedByHandIsRefusedWithFileAndLine() throws IOException {
        OptimizationRecord record = filled();
        SampleStore sample = SampleStore.withSwap();
        record.refresh(sample.store, SampleReport.ofCompleteSwap());
        String text = Files.readString(record.file());
        Files.writeString(record.file(), text.replace("57 ms to 64 ms", "5 ms to 6 ms"));
        long line = text.substring(0, text.indexOf("measured:begin before-after"))
                .lines()
                .count();

        String refused = Refused.with(IllegalArgumentException.class, () -> record.refresh(sample.store));

        assertTrue(refused.startsWith(record.file() + ":" + line + ": "), refused);
        assertTrue(refused.contains("'before-after' was edited by hand"), refused);
        assertThrows(IllegalArgumentException.class, () -> OptimizationRecord.parse(record.file()));
        assertThrows(IllegalArgumentException.class, () -> record.plan(sample.store.ledger()));
    }

    @Test
    void measuredPartWithoutItsEndIsRefused() throws IOException {
        OptimizationRecord record = filled();
        record.refresh(SampleStore.withSwap().store);
        String text = Files.readString(record.file());
        Files.writeString(record.file(), text.replace("<!-- measured:end verdict -->", ""));

        assertThrows(IllegalArgumentException.class, record::status);
    }

    @Test
    void textThatTheNextRefreshWouldLoseIsRefused() throws IOException {
        OptimizationRecord record = filled();
        record.refresh(SampleStore.withSwap().store);
        Files.writeString(record.file(), Files.readString(record.file()) + "\nA note at the end.\n");

        String refused = Refused.with(IllegalArgumentException.class, record::missingParts);

        assertTrue(refused.contains("A note at the end."), refused);
    }

    @Test
    void missedTargetIsCalledMissed() throws IOException {
        OptimizationRecord record = filled();

        record.refresh(SampleStore.withSwap().store, SampleReport.of(SampleStore.SWAP, new Range(0.4, 0.6)));

        assertTrue(Files.readString(record.file()).contains("| response time (median) | 70-80 % better | missed |"));
    }

    @Test
    void reportOfAnotherSwapIsRefused() {
        OptimizationRecord record = filled();

        assertThrows(
                IllegalArgumentException.class,
                () -> record.refresh(SampleStore.withSwap().store, SampleReport.of("other", new Range(0.4, 0.6))));
    }

    @Test
    void secondRecordOfASwapIsRefused() {
        opened();

        assertTrue(Refused.with(IllegalStateException.class, this::opened).contains("has a record already"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/b", "", ".hidden", "two words", "a\nb"})
    void nameThatIsNoFileNameIsRefused(String name) {
        assertThrows(
                IllegalArgumentException.class,
                () -> OptimizationRecord.open(folder, name, "operation", List.of(), OPENED));
    }

    @Test
    void changeHasARecordOfItsOwn() throws IOException {
        OptimizationRecord record =
                OptimizationRecord.openForChange(folder, "orders-index", "customer.dashboard", List.of(), OPENED);
        SampleStore sample = new SampleStore();
        sample.append("change/orders-index", "MEASURED", Map.of("before", "400 ms", "after", "90 ms"));

        record.refresh(sample.store);

        String text = Files.readString(record.file());
        assertTrue(text.contains("change: orders-index"), text);
        assertTrue(text.contains("after: 90 ms; before: 400 ms"), text);
        assertTrue(text.contains("observational"), text);
        assertFalse(text.contains("measured:begin verdict"), text);
    }

    @Test
    void indexTellsEveryCaseWithItsFigures() throws IOException {
        filled().refresh(SampleStore.withSwap().store, SampleReport.ofCompleteSwap());
        OptimizationRecord.openForChange(folder, "orders-index", "customer.dashboard", List.of(), OPENED);

        Path index = OptimizationRecord.index(folder);
        OptimizationRecord.index(folder);

        String text = Files.readString(index);
        assertTrue(text.contains("## [dashboard-2027](dashboard-2027.md)"), text);
        assertTrue(text.contains("## [orders-index](orders-index.md)"), text);
        assertTrue(text.contains("| response time, p50 | 380 ms to 420 ms |"), text);
        assertTrue(text.contains("Solution: Said in a sentence"), text);
    }

    @Test
    void twoRecordsOfOneSwapAreRefusedByTheIndex() throws IOException {
        Files.copy(opened().file(), folder.resolve("copy.md"));

        String refused = Refused.with(IllegalStateException.class, () -> OptimizationRecord.index(folder));

        assertTrue(refused.contains("two records"), refused);
    }

    @Test
    void indexThatAPersonWroteIsNotLost() throws IOException {
        opened();
        Files.writeString(folder.resolve("README.md"), "# Ours\n");

        assertThrows(IllegalStateException.class, () -> OptimizationRecord.index(folder));
        assertEquals("# Ours\n", Files.readString(folder.resolve("README.md")));
    }
}
