package io.governance.examples.orderdesk;

import java.math.BigDecimal;
import java.util.List;

/**
 * Sums over the lines of some orders.
 *
 * @param revenue what was paid
 * @param discounted how much less than the price that is
 * @param largestLine the most that was paid for a single line
 */
public record Figures(BigDecimal revenue, BigDecimal discounted, BigDecimal largestLine) {

    /** Sums up lines. */
    public static Figures of(List<Dashboard.Line> lines) {
        BigDecimal revenue = BigDecimal.ZERO;
        BigDecimal price = BigDecimal.ZERO;
        BigDecimal largest = BigDecimal.ZERO;
        for (Dashboard.Line line : lines) {
            BigDecimal paid = line.revenue();
            revenue = revenue.add(paid);
            price = price.add(line.price());
            largest = largest.max(paid);
        }
        return new Figures(revenue, price.subtract(revenue), largest);
    }
}
