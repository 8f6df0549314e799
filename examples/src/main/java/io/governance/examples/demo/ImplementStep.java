package io.governance.examples.demo;

import io.governance.examples.orderdesk.Dashboard;
import io.governance.guard.Guard;
import io.governance.measure.Operation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Step 3: the new side stands beside the old one, with metrics, health and a fallback. The fallback is shown: the
 * database no longer lets the catalogue in, and the dashboard's currency is still there.
 */
final class ImplementStep implements Step {
    private static final int CALLS = 50;
    private static final String LISTED = "USD";

    @Override
    public String name() {
        return "implement";
    }

    @Override
    public void run(Desk desk, DemoReport report) throws Exception {
        desk.database.execute("create table catalogue (currency text); insert into catalogue values ('USD')");
        Operation operation = desk.governance.operation("catalogue.currency");
        Guard<String> currency = Guard.builder(operation, "catalogue")
                .timeLimit(Duration.ofMillis(300))
                .retries(1)
                .openAt(50, 10, Duration.ofSeconds(30))
                .build(() -> currency(desk), () -> LISTED);
        report.check(
                operation.<String, SQLException>call(currency::call).equals(LISTED) && currency.fallbacks() == 0,
                "the guarded dependency answers");
        desk.database.execute("alter table catalogue rename to catalogue_gone");
        int answered = 0;
        for (int i = 0; i < CALLS; i++) {
            answered += operation.<String, SQLException>call(currency::call).equals(LISTED) ? 1 : 0;
        }
        report.check(answered == CALLS, "its table is gone: the fallback answered %d of %d calls", answered, CALLS);
        report.check(!currency.isClosed(), "the circuit is open: the dependency is left in peace");
        report.check(
                operation.sinceStart().degraded() == CALLS,
                "metrics: %d calls are counted as degraded, none as failed",
                operation.sinceStart().degraded());
        boolean isSeen = desk.governance.examine().findings().stream()
                .anyMatch(finding -> finding.kind().equals("CIRCUIT_OPEN"));
        report.check(isSeen, "health: the open circuit is a finding");
        newSide(desk, report);
    }

    private static String currency(Desk desk) throws SQLException {
        try (Connection connection = desk.pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select currency from catalogue")) {
            row.next();
            return row.getString(1);
        }
    }

    private static void newSide(Desk desk, DemoReport report) throws SQLException {
        long customer = desk.database.customers().get(0);
        desk.optimized.load(customer);
        Operation probe = desk.governance.operation("customer.dashboard.optimized");
        Dashboard answer = probe.<Dashboard, SQLException>call(() -> desk.optimized.load(customer));
        double queries = probe.sinceStart().queries().quantile(0.5);
        report.figure("optimized.queriesPerCall", queries);
        report.check(
                !answer.orders().isEmpty() && queries <= 4,
                "the new side answers beside the old one, with %.0f queries",
                queries);
    }
}
