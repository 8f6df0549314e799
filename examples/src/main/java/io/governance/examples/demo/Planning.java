package io.governance.examples.demo;

import io.governance.Governance;
import io.governance.audit.OptimizationRecord;
import io.governance.audit.OptimizationRecord.Part;
import io.governance.judge.Finding;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** What people contribute to a record: in an application they write it, here it is written for them. */
final class Planning {
    private Planning() {}

    static OptimizationRecord open(Governance governance, Path folder, String swap, List<Finding> findings) {
        LocalDate today = LocalDate.ofInstant(governance.time().now(), ZoneOffset.UTC);
        return OptimizationRecord.open(folder, swap, "customer.dashboard", findings, today);
    }

    /** Fills the planning parts and puts the plan on record. */
    static void complete(Governance governance, OptimizationRecord record, String solution) {
        record.fill(Part.ISSUE, "The dashboard asks the database once for every line of every order.")
                .fill(
                        Part.ROOT_CAUSE,
                        "LegacyDashboard reads lines and parts one by one, and sums up again for each line.")
                .fill(Part.SOLUTION, solution)
                .fill(Part.EXPECTED_IMPACT, "Median response time 70 % less, database queries 90 % fewer.")
                .fill(
                        Part.MIGRATION_PLAN,
                        "Shadow, canary, ramp, bake behind CustomerDashboard; back by the kill switch.")
                .fill(Part.RISK, "A wrong figure on the page: found in shadow, where no caller sees it.")
                .fill(
                        Part.TESTS,
                        "Both sides answer alike for every customer of the sample; rollback in the demo itself.");
        record.plan(governance.store().ledger());
    }

    /** Plans a candidate in one go. */
    static void planned(Governance governance, Path folder, String swap, String solution) {
        complete(governance, open(governance, folder, swap, List.of()), solution);
    }
}
