package io.governance.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import io.governance.test.fixtures.runs.BudgetOnly;
import io.governance.test.fixtures.runs.Budgets;
import io.governance.test.fixtures.runs.Injected;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryBudgetTest {
    @Test
    void onlyTestsAboveTheirBudgetFail() {
        Map<String, ?> ends = Map.ofEntries(
                Map.entry("within()", SUCCESSFUL),
                Map.entry("above()", FAILED),
                Map.entry("none()", SUCCESSFUL),
                Map.entry("unlimited()", SUCCESSFUL),
                Map.entry("failsByItself()", FAILED),
                Map.entry("negative()", FAILED),
                Map.entry("repetition 1", SUCCESSFUL),
                Map.entry("repetition 2", SUCCESSFUL),
                Map.entry("1 made", SUCCESSFUL),
                Map.entry("2 made", FAILED),
                Map.entry("aboveTheBudgetOfTheClass()", FAILED),
                Map.entry("withinItsOwn()", SUCCESSFUL));
        assertEquals(ends, Run.of(Budgets.class).ends());
    }

    @Test
    void theFailureNamesBudgetCountAndTest() {
        String message = Run.of(Budgets.class).message("above()");
        assertTrue(message.startsWith("found 11 queries, budget 4, in " + Budgets.class.getName() + ".above"), message);
    }

    @Test
    void aTestThatFailsByItselfKeepsItsOwnFailure() {
        assertEquals("the order is gone", Run.of(Budgets.class).message("failsByItself()"));
    }

    @Test
    void aNegativeBudgetIsRefused() {
        String message = Run.of(Budgets.class).message("negative()");
        assertTrue(message.startsWith("@QueryBudget(-1) of"), message);
    }

    @Test
    void aBudgetHoldsWithoutGovernedTest() {
        assertEquals(Map.of("above()", FAILED), Run.of(BudgetOnly.class).ends());
    }

    @Test
    void oneGovernanceServesTheClassAndCountsOperationsInside() {
        Run run = Run.of(Injected.class);
        Map<String, ?> ends = Map.of(
                "isTheSameEverywhere(Governance)", SUCCESSFUL,
                "queriesOfOperationsInsideAreCounted(Governance)", FAILED,
                "isTheSameInNestedClasses(Governance)", SUCCESSFUL);
        assertEquals(ends, run.ends());
        String message = run.message("queriesOfOperationsInsideAreCounted(Governance)");
        assertTrue(message.startsWith("found 7 queries, budget 6"), message);
    }
}
