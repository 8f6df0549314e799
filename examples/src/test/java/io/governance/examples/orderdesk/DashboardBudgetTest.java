package io.governance.examples.orderdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.governance.test.GovernedTest;
import io.governance.test.GrowthTest;
import io.governance.test.QueryBudget;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The budgets of the optimized side: few queries, and no more of them for more parts. */
@GovernedTest
class DashboardBudgetTest {
    @Test
    @QueryBudget(2)
    void theDashboardAsksTwiceAtMost() throws Exception {
        long customer = DeskOfTests.DATABASE.customers().get(7);
        assertFalse(new OptimizedDashboard(DeskOfTests.POOL, DeskOfTests.CACHE)
                .load(customer)
                .orders()
                .isEmpty());
    }

    @GrowthTest(rows = {3, 15, 75})
    void queriesDoNotGrowWithParts(int rows) throws Exception {
        Set<Long> numbers = new LinkedHashSet<>();
        for (long number = 1; number <= rows; number++) {
            numbers.add(number);
        }
        assertEquals(rows, DeskOfTests.PARTS.loadAll(numbers).size());
    }
}
