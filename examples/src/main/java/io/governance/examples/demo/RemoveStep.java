package io.governance.examples.demo;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.governance.examples.orderdesk.LegacyDashboard;
import io.governance.flags.OldSide;
import io.governance.flags.Stage;
import io.governance.test.GovernanceRules;
import java.time.LocalDate;

/** Step 7: the old side must go by its date. The rule is asked with it and without it, before the date and after. */
final class RemoveStep implements Step {
    private static final String PACKAGE = "io.governance.examples.orderdesk";
    private static final LocalDate REMOVE_BY = LocalDate.of(2027, 3, 31);

    private final Optimization optimization;

    RemoveStep(Optimization optimization) {
        this.optimization = optimization;
    }

    @Override
    public String name() {
        return "remove";
    }

    @Override
    public void run(Desk desk, DemoReport report) {
        report.say(
                "%s is marked @%s(removeBy = \"%s\")",
                LegacyDashboard.class.getSimpleName(), OldSide.class.getSimpleName(), REMOVE_BY);
        JavaClasses all = new ClassFileImporter().importPackages(PACKAGE);
        ImportOption withoutLegacy = location -> !location.contains("/LegacyDashboard.class");
        JavaClasses without =
                new ClassFileImporter().withImportOption(withoutLegacy).importPackages(PACKAGE);
        report.check(violation(all, REMOVE_BY).isEmpty(), "on its date the old side may still be there");
        String violation = violation(all, REMOVE_BY.plusDays(1));
        report.check(!violation.isEmpty(), "the day after, the rule fails: %s", firstLine(violation));
        report.check(violation(without, REMOVE_BY.plusDays(1)).isEmpty(), "without the old side it passes");
        optimization.swap().removed("the commit before the one that removes LegacyDashboard");
        report.check(optimization.swap().stage() == Stage.REMOVED, "the swap is REMOVED; the ledger names the commit");
    }

    private static String violation(JavaClasses classes, LocalDate today) {
        try {
            GovernanceRules.oldSidesRemoved(today).check(classes);
            return "";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String firstLine(String text) {
        String[] lines = text.strip().split("\n", -1);
        return lines[lines.length - 1].strip();
    }
}
