package io.governance.examples.demo;

import io.governance.examples.orderdesk.CustomerDashboard;
import io.governance.examples.orderdesk.Dashboard;
import io.governance.examples.orderdesk.Figures;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Four ways in which an optimized dashboard goes wrong. */
final class Candidates {
    private static final int PIECE = 16 * 1024;

    private Candidates() {}

    /** One call in 500 is a cent off. */
    static CustomerDashboard wrongInOneOf500(CustomerDashboard optimized, SplittableRandom random) {
        return customer -> {
            Dashboard right = optimized.load(customer);
            return isChosen(random, 500) ? aCentOff(right) : right;
        };
    }

    private static Dashboard aCentOff(Dashboard right) {
        Figures figures = right.figures();
        return new Dashboard(
                right.customer(),
                right.name(),
                right.nation(),
                right.orders(),
                new Figures(figures.revenue().add(new BigDecimal("0.01")), figures.discounted(), figures.largestLine()),
                right.renderedAt());
    }

    /** One call in 100 fails. */
    static CustomerDashboard failingInOneOf100(CustomerDashboard optimized, SplittableRandom random) {
        return customer -> {
            if (isChosen(random, 100)) {
                throw new SQLException("the statement was cancelled by a lock time-out", "55P03");
            }
            return optimized.load(customer);
        };
    }

    /** Reads everything three times, as a retry that never looks at its result does. */
    static CustomerDashboard threeTimesSlower(CustomerDashboard legacy) {
        return customer -> {
            legacy.load(customer);
            legacy.load(customer);
            return legacy.load(customer);
        };
    }

    /** Keeps a copy of everything until it has answered. */
    static CustomerDashboard tenTimesTheAllocation(CustomerDashboard optimized, long legacyBytes) {
        return customer -> {
            Dashboard answer = optimized.load(customer);
            List<byte[]> copies = new ArrayList<>();
            for (long bytes = 0; bytes < 10 * legacyBytes; bytes += PIECE) {
                copies.add(new byte[PIECE]);
            }
            return copies.isEmpty() ? optimized.load(customer) : answer;
        };
    }

    private static boolean isChosen(SplittableRandom random, int oneOf) {
        synchronized (random) {
            return random.nextInt(oneOf) == 0;
        }
    }
}
