package io.governance.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.lang.ArchRule;
import io.governance.flags.OldSide;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class OldSideRuleTest {
    private static final String FIRST_OF_APRIL = "2027-04-01";
    private final ArchRule rule = GovernanceRules.oldSidesRemoved(LocalDate.parse(FIRST_OF_APRIL));

    @Test
    void oldSidesAfterTheirDateAreReportedAndNothingElse() {
        Reports.areExactlyTheMarkedLines(rule, "oldside");
    }

    @Test
    void aReportNamesSwapDateTodayAndClass() {
        String report = report(rule, "LegacyDashboard");
        assertTrue(report.contains("Expired$LegacyDashboard> is the old side of swap 'dashboard-2027'"), report);
        assertTrue(report.contains("to be removed by 2027-03-31; today is 2027-04-01, 1 day later"), report);
    }

    @Test
    void aDateThatIsNoneIsReportedWithWhatWasExpected() {
        String report = report(rule, "LegacyStock");
        assertTrue(report.contains("removeBy = '31.03.2027', expected a day such as 2027-03-31"), report);
    }

    @Test
    void theLastDayItselfStillPasses() {
        ArchRule dayBefore = GovernanceRules.oldSidesRemoved(LocalDate.parse("2027-03-31"));
        assertEquals(
                List.of(),
                Reports.of(dayBefore, "oldside").stream()
                        .filter(line -> line.contains("LegacyDashboard"))
                        .toList());
    }

    @Test
    void theMarkIsTheOneOfTheSwaps() {
        assertEquals(OldSide.class.getName(), OldSideRule.MARK);
    }

    private static String report(ArchRule rule, String what) {
        return Reports.of(rule, "oldside").stream()
                .filter(line -> line.contains(what))
                .findFirst()
                .orElseThrow();
    }
}
