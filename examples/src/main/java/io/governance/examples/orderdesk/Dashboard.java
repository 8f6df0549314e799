package io.governance.examples.orderdesk;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What the desk shows of a customer. Amounts are exact.
 *
 * @param customer number of the customer
 * @param name name of the customer
 * @param nation where the customer is
 * @param orders the last fulfilled orders, newest first
 * @param figures sums over those orders
 * @param renderedAt when this was put together
 */
public record Dashboard(
        long customer, String name, String nation, List<Order> orders, Figures figures, Instant renderedAt) {

    /**
     * An order and its lines.
     *
     * @param label how it is called at the desk, such as {@code 2 to FRANCE}
     * @param running what was paid for this order and the newer ones
     */
    public record Order(
            String label, long number, LocalDate date, BigDecimal total, BigDecimal running, List<Line> lines) {}

    /** A line of an order. */
    public record Line(int number, String part, BigDecimal quantity, BigDecimal price, BigDecimal discount) {
        /** Returns what the customer paid for the line. */
        public BigDecimal revenue() {
            return price.multiply(BigDecimal.ONE.subtract(discount));
        }
    }
}
