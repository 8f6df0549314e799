package io.governance.examples.demo;

import io.governance.db.advice.IndexAdvisor;
import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import io.governance.resolve.BeforeAfter;
import io.governance.resolve.Change;
import io.governance.resolve.Period;
import io.governance.show.Alert;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Step 1: what is slow, why, and what the database says would help; the index is a change of its own. */
final class ExamineStep implements Step {
    @Override
    public String name() {
        return "examine";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws Exception {
        Change change = Change.builder(desk.operation, "orders-by-customer-index")
                .description("compound index on orders, as advised by the examination")
                .build();
        report.say(
                "the legacy side serves %d calls a second; measuring for %d s",
                desk.callsPerSecond(), desk.settings.period().toSeconds());
        Waiting.load(
                desk.settings.period(),
                () -> report.progress(
                        "%d calls so far", desk.operation.sinceStart().calls()));
        List<Finding> advice = IndexAdvisor.builder(desk.governance)
                .trialIndexes()
                .build(desk.pool)
                .advise();
        Examination examination = desk.governance.examine();
        examination.findings().forEach(finding -> print(report, finding));
        health(desk, report, examination);
        checkRepetition(report, examination);
        double statementBefore = StatementClock.medianMicros(desk.database);
        Change.Applied applied = change.apply(() -> makeIndex(desk, report, advice));
        double statementAfter = StatementClock.medianMicros(desk.database);
        Waiting.load(desk.settings.period(), () -> report.progress("measuring with the index in place"));
        compare(report, applied.remember());
        desk.comeToFullLoad(report);
        report.figure("index.statementMicrosBefore", statementBefore);
        report.figure("index.statementMicrosAfter", statementAfter);
        report.check(
                statementAfter < statementBefore / 2,
                "the index helped: the orders of a customer took %.0f us before, %.0f us after",
                statementBefore,
                statementAfter);
    }

    private static void print(DemoReport report, Finding finding) {
        report.say("finding %s (%s): %s", finding.kind(), finding.level(), finding.summary());
        if (finding.place() != null) {
            report.say("        at %s", finding.place());
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("kind", finding.kind());
        entry.put("operation", finding.subject());
        entry.put("callSite", finding.place() == null ? "" : finding.place());
        entry.put("level", finding.level().name());
        entry.put("summary", finding.summary());
        report.entry("findings", entry);
    }

    private static void health(Desk desk, DemoReport report, Examination examination) {
        for (Reading reading : examination.readings()) {
            report.say(
                    "%s of %s: %s (%d samples)",
                    reading.signal().key(), reading.subject(), reading.level(), reading.samples());
        }
        for (Alert alert : desk.governance.alerts()) {
            report.say("alert %s (%s) since %s", alert.key(), alert.level(), alert.since());
        }
        report.figure("examination.level", examination.level().name());
        report.figure("examination.alerts", desk.governance.alerts().size());
        report.say(
                "health is %s, the worst level is %s, %d alerts are open",
                desk.governance.health().isReady() ? "ready" : "not ready",
                examination.level(),
                desk.governance.alerts().size());
        report.check(examination.level().isAtLeast(Level.INFO), "the examination sees that not all is well");
    }

    private static void checkRepetition(DemoReport report, Examination examination) {
        boolean isNamed = examination.findings().stream()
                .anyMatch(finding -> finding.kind().equals("N_PLUS_ONE")
                        && finding.place() != null
                        && finding.place().contains("LegacyDashboard"));
        report.check(isNamed, "the N+1 is named, with its line in LegacyDashboard");
    }

    private static void makeIndex(Desk desk, DemoReport report, List<Finding> advice) throws SQLException {
        List<Finding> missing = advice.stream()
                .filter(finding -> finding.kind().equals("MISSING_INDEX"))
                .toList();
        report.check(!missing.isEmpty(), "the database proves that an index is missing");
        for (Finding index : missing) {
            report.say("change: %s", index.remedy());
            report.say(
                    "        cost %s before, %s after (%s)",
                    index.evidence().get("costBefore"),
                    index.evidence().get("costAfter"),
                    index.evidence().get("verified"));
            report.entry(
                    "indexes",
                    Map.of(
                            "statement", index.remedy(),
                            "costBefore", String.valueOf(index.evidence().get("costBefore")),
                            "costAfter", String.valueOf(index.evidence().get("costAfter"))));
            if (desk.settings.sabotage() != Sabotage.INDEX) {
                for (String statement : index.remedy().split(";", -1)) {
                    desk.database.execute(statement);
                }
            }
        }
        desk.database.execute("analyze orders");
    }

    private static void compare(DemoReport report, BeforeAfter measured) {
        Period before = measured.before();
        Period after = measured.after();
        report.say("observational, since the two periods had other neighbours too:");
        report.say(
                "median %.0f us before (%d calls), %.0f us after (%d calls)",
                measured.medianBeforeNanos() / 1e3, before.calls(), measured.medianAfterNanos() / 1e3, after.calls());
        report.figure("index.p50MicrosBefore", measured.medianBeforeNanos() / 1e3);
        report.figure("index.p50MicrosAfter", measured.medianAfterNanos() / 1e3);
        report.figure("legacy.queriesPerCall", after.queriesQuantile(0.5));
        report.figure("legacy.p50Micros", measured.medianAfterNanos() / 1e3);
    }
}
