package io.governance.test;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class StaticMapRuleTest {
    private final ArchRule rule = StaticMapRule.rule();

    @Test
    void mapsThatOnlyGrowAreReportedAndNothingElse() {
        Reports.areExactlyTheMarkedLines(rule, "staticmap");
    }

    @Test
    void aReportNamesTheFieldAndTheMethodThatWrites() {
        String report = Reports.of(rule, "staticmap").stream()
                .filter(line -> line.contains("SHARED"))
                .findFirst()
                .orElseThrow();
        assertTrue(report.contains("OpenToOthers.SHARED> grows in Method <"), report);
        assertTrue(report.contains("WritesElsewhere.write(java.lang.String)>"), report);
    }

    @Test
    void ofTwoMapsWrittenByOneLineTheUnboundedOneIsNamed() {
        assertTrue(Reports.of(rule, "staticmap").stream().anyMatch(report -> report.contains("OneOfTwo.LEFT")));
        assertTrue(Reports.of(rule, "staticmap").stream().noneMatch(report -> report.contains("OneOfTwo.RIGHT")));
    }

    @Test
    void theRuleNamesItsIdItsRowAndWhatItPermits() {
        String description = rule.getDescription();
        assertTrue(description.startsWith("PERF-STATIC-MAP (P1.2)"), description);
        assertTrue(description.contains("Permitted: a GovernedCache"), description);
    }
}
