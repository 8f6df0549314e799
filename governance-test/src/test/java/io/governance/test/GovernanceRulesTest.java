package io.governance.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.governance.test.fixtures.runs.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GovernanceRulesTest {
    @Test
    void oneLineBringsAllRulesIntoAnArchUnitTest() {
        assertEquals(
                Map.of(
                        "GovernanceRules > NO_CONNECTION_OUTSIDE_THE_POOL", SUCCESSFUL,
                        "GovernanceRules > NO_UNBOUNDED_STATIC_MAP", FAILED,
                        "GovernanceRules > NO_OLD_SIDE_AFTER_ITS_DATE", SUCCESSFUL),
                Run.of(Protocol.class, "archunit").ends());
    }

    @Test
    void aPlainCheckListsTheViolationsOfAllRules() {
        AssertionError failure = assertThrows(
                AssertionError.class,
                () -> GovernanceRules.check(new ClassFileImporter()
                        .importPackages(
                                "io.governance.test.fixtures.pool",
                                "io.governance.test.fixtures.staticmap",
                                "io.governance.test.fixtures.oldside")));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("PERF-POOL"), message);
        assertTrue(message.contains("PERF-STATIC-MAP"), message);
        assertTrue(message.contains("OPT-EXPIRED"), message);
        assertTrue(message.contains("(AroundThePool.java:"), message);
    }

    @Test
    void aLineInTheIgnorePatternsOfArchUnitSilencesAReport() {
        Reports.areExactlyTheMarkedLines(GovernanceRules.NO_CONNECTION_OUTSIDE_THE_POOL, "silenced");
        AssertionError failure =
                assertThrows(AssertionError.class, () -> GovernanceRules.check(Reports.fixtures("silenced")));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("Migration.reopen()") && !message.contains("Migration.open()"), message);
    }

    @Test
    void ourOwnClassesPass() {
        GovernanceRules.check("io.governance.test", "io.governance.measure");
        GovernanceRules.check(GovernanceRules.class, StaticMapRule.class);
    }

    @Test
    void aPackageWithoutClassesIsRefused() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> GovernanceRules.check("com.acmee"));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("found no classes in package 'com.acmee'"));
    }
}
