package io.governance.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.TestExecutionResult.Status.ABORTED;
import static org.junit.platform.engine.TestExecutionResult.Status.FAILED;
import static org.junit.platform.engine.TestExecutionResult.Status.SUCCESSFUL;

import io.governance.test.fixtures.runs.Growing;
import io.governance.test.fixtures.runs.Orders;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthTestTest {
    @Test
    void queriesThatGrowWithRowsFailTheLastRunWithAllCounts() {
        Run run = Run.of(Growing.OneQueryARow.class);
        assertEquals(Map.of("3 rows", SUCCESSFUL, "15 rows", SUCCESSFUL, "75 rows", FAILED), run.ends());
        assertEquals(
                "queries grow with rows in " + Growing.OneQueryARow.class.getName() + ".loads:"
                        + " 3 rows: 5 queries, 15 rows: 17 queries, 75 rows: 77 queries:"
                        + " about one query for each row",
                run.message("75 rows"));
    }

    @Test
    void queriesOfARealDatabaseAreCounted() {
        Run loop = Run.of(Orders.ReadOneByOne.class);
        assertEquals(Map.of("3 rows", SUCCESSFUL, "15 rows", FAILED), loop.ends(), () -> loop.message("3 rows"));
        assertTrue(
                loop.message("15 rows").contains("3 rows: 4 queries, 15 rows: 16 queries: about one query for each"),
                loop.message("15 rows"));
        assertEquals(
                Map.of("3 rows", SUCCESSFUL, "15 rows", SUCCESSFUL),
                Run.of(Orders.ReadAtOnce.class).ends());
    }

    @Test
    void aConstantNumberOfQueriesPasses() {
        assertEquals(
                Map.of("3 rows", SUCCESSFUL, "15 rows", SUCCESSFUL, "75 rows", SUCCESSFUL),
                Run.of(Growing.Batched.class).ends());
    }

    @Test
    void aBudgetHoldsForEachRun() {
        Run run = Run.of(Growing.AboveItsBudget.class);
        assertEquals(Map.of("3 rows", FAILED, "15 rows", FAILED), run.ends());
        assertTrue(run.message("15 rows").startsWith("found 5 queries, budget 4"), run.message("15 rows"));
    }

    @Test
    void whatCannotBeComparedDoesNotPass() {
        Run run = Run.of(Growing.OneRunFails.class);
        assertEquals(Map.of("3 rows", SUCCESSFUL, "15 rows", FAILED, "75 rows", ABORTED), run.ends());
        assertTrue(run.message("75 rows").contains("of 3 runs only those with [3, 75] rows ended well"));
    }

    @Test
    void numbersThatProveNothingAreRefused() {
        Run run = Run.of(Growing.BadSizes.class);
        assertTrue(run.message("descending(int)").contains("found rows = [15, 3], expected at least two"));
        assertTrue(run.message("fromNothing(int)").contains("the first at least 1"));
        assertTrue(run.message("withoutParameter()").contains("found 0 parameters of type int"));
    }
}
