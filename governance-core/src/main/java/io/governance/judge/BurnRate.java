package io.governance.judge;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * How fast an error budget may burn before somebody has to act: both over a long period, so that it matters, and over a
 * short one, so that it still goes on.
 *
 * <p>Source: <i>The Site Reliability Workbook</i>, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts", for 30 days.
 *
 * @param factor how many times faster than would use up the budget just in time
 */
record BurnRate(double factor, Duration longPeriod, Duration shortPeriod, Level level) {
    static final List<BurnRate> ALL = List.of(
            new BurnRate(14.4, Duration.ofHours(1), Duration.ofMinutes(5), Level.CRITICAL),
            new BurnRate(6, Duration.ofHours(6), Duration.ofMinutes(30), Level.CRITICAL),
            new BurnRate(3, Duration.ofDays(1), Duration.ofHours(2), Level.WARNING),
            new BurnRate(1, Duration.ofDays(3), Duration.ofHours(6), Level.WARNING));

    /** The error rate beyond which the budget burns that fast, as the decimal that people would write. */
    double line(Policy.ErrorBudget budget) {
        return BigDecimal.ONE
                .subtract(BigDecimal.valueOf(budget.objective()))
                .multiply(BigDecimal.valueOf(factor))
                .doubleValue();
    }
}
