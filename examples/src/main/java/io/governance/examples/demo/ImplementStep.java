package io.governance.examples.demo;

import com.zaxxer.hikari.HikariDataSource;
import io.governance.db.GovernedDataSource;
import io.governance.examples.orderdesk.Dashboard;
import io.governance.examples.orderdesk.OptimizedDashboard;
import io.governance.guard.Guard;
import io.governance.measure.Operation;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Step 3: the new side stands beside the old one, with metrics, health and a fallback. The fallback is shown: the new
 * side's connections are cut, and the old side answers through its own.
 */
final class ImplementStep implements Step {
    private static final int CALLS = 50;
    private static final int CONNECTIONS = 2;

    @Override
    public String name() {
        return "implement";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws Exception {
        long customer = desk.database.customers().get(0);
        Operation operation = desk.governance.operation("customer.dashboard.optimized");
        HikariDataSource connections = GovernedDataSource.pooled(
                desk.governance, "orders-new-side", Desk.configuration(desk.database, CONNECTIONS));
        OptimizedDashboard fresh = new OptimizedDashboard(connections, desk.parts);
        Guard<Dashboard> guarded = Guard.builder(operation, "new-side")
                .timeLimit(Duration.ofSeconds(1))
                .retries(1)
                .openAt(50, 10, Duration.ofSeconds(30))
                .build(() -> fresh.load(customer), () -> desk.legacy.load(customer));
        Dashboard expected = desk.legacy.load(customer);
        fresh.load(customer); // from now on its parts are in the cache
        newSide(desk, report, operation, guarded, expected);
        connections.close();
        int right = 0;
        for (int i = 0; i < CALLS; i++) {
            right += isRight(desk, expected, operation.<Dashboard, SQLException>call(guarded::call)) ? 1 : 0;
        }
        report.figure("fallback.calls", CALLS);
        report.figure("fallback.rightAnswers", right);
        report.figure("fallback.degradedCalls", operation.sinceStart().degraded());
        report.check(right == CALLS, "its connections are cut: the old side answered %d of %d calls", right, CALLS);
        report.check(!guarded.isClosed(), "the circuit is open: the new side is left in peace");
        report.check(
                operation.sinceStart().degraded() == CALLS
                        && operation.sinceStart().errors() == 0,
                "metrics: %d calls are counted as degraded, none as failed",
                operation.sinceStart().degraded());
        boolean isSeen = desk.governance.examine().findings().stream()
                .anyMatch(finding -> finding.kind().equals("CIRCUIT_OPEN"));
        report.check(isSeen, "health: the open circuit is a finding");
    }

    private static void newSide(
            Desk desk, DemoReport report, Operation operation, Guard<Dashboard> guarded, Dashboard expected)
            throws SQLException {
        Dashboard answer = operation.<Dashboard, SQLException>call(guarded::call);
        double queries = operation.sinceStart().queries().quantile(0.5);
        report.figure("optimized.queriesPerCall", queries);
        report.check(
                isRight(desk, expected, answer) && guarded.fallbacks() == 0 && queries <= 4,
                "the new side answers beside the old one, with %.0f queries",
                queries);
    }

    private static boolean isRight(Desk desk, Dashboard expected, Dashboard answer) {
        return desk.equality().difference(expected, answer).isEmpty();
    }
}
