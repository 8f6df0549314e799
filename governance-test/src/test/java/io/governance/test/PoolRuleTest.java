package io.governance.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.governance.db.GovernedDataSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolRuleTest {
    private final ArchRule rule = PoolRule.rule();

    @Test
    void whatOpensConnectionsAroundThePoolIsReportedAndNothingElse() {
        Reports.areExactlyTheMarkedLines(rule, "pool");
    }

    @Test
    void thePackageThatGovernsMayConstructPools() {
        JavaClasses ours = new ClassFileImporter().importPackagesOf(GovernedDataSource.class);
        assertEquals(GovernedDataSource.class.getName(), PoolRule.GOVERNED);
        assertFalse(rule.evaluate(ours).hasViolation());
    }

    @Test
    void aReportNamesTheMethodAndWhatItCalls() {
        String report = Reports.of(rule, "pool").stream()
                .filter(line -> line.contains("OpensAPoolOfItsOwn"))
                .findFirst()
                .orElseThrow();
        assertTrue(report.contains("com.zaxxer.hikari.HikariDataSource.<init>"), report);
    }

    @Test
    void theRuleNamesItsIdItsRowAndWhatItPermits() {
        String description = rule.getDescription();
        assertTrue(description.startsWith("PERF-POOL (P10.2)"), description);
        assertTrue(description.contains("Permitted: GovernedDataSource.pooled"), description);
    }

    @Test
    void aDataSourceThatIsMissingOnTheClassPathIsKnownByItsName() {
        List<String> reports = ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return Reports.of(rule, "pool");
        });
        assertTrue(
                reports.stream().anyMatch(report -> report.contains("PGSimpleDataSource.<init>")),
                () -> String.join("\n", reports));
        assertTrue(
                reports.stream().noneMatch(report -> report.contains("ChartDataSource")),
                () -> String.join("\n", reports));
    }
}
