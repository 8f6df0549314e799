package io.governance.examples.demo;

import io.governance.audit.Audit;
import io.governance.audit.AuditReport;
import io.governance.audit.OptimizationRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Step 9: what happened, as a document: the record of the optimization, and the audit as text and as a page. */
final class AuditStep implements Step {
    private final Optimization optimization;
    private final Instant from = Instant.now();

    AuditStep(Optimization optimization) {
        this.optimization = optimization;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws IOException {
        optimization
                .record()
                .fill(OptimizationRecord.Part.LESSONS_LEARNED, "Count queries in a test before the first user does.");
        optimization
                .record()
                .refresh(desk.governance.store(), optimization.swap().report());
        Path index = OptimizationRecord.index(desk.settings.folder().resolve("optimizations"));
        AuditReport audit = Audit.builder(
                        desk.governance, from, desk.governance.time().now())
                .swap(optimization.swap().report())
                .build();
        Path text = desk.settings.folder().resolve("audit.md");
        Path page = desk.settings.folder().resolve("audit.html");
        Files.writeString(text, audit.markdown());
        Files.writeString(page, audit.html());
        report.check(audit.publish(desk.governance.store().ledger()), "the audit is published, once for the cluster");
        report.check(
                audit.markdown().contains(Optimization.NAME) && audit.html().contains("<svg"),
                "it tells of the swap, in words and plots");
        report.say(
                "record %s",
                desk.settings.folder().relativize(optimization.record().file()));
        report.say("index  %s", desk.settings.folder().relativize(index));
        report.say("audit  %s and %s", text.getFileName(), page.getFileName());
        report.figure("audit.level", audit.level().name());
    }
}
