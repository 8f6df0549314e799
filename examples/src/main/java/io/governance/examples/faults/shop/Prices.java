package io.governance.examples.faults.shop;

import io.governance.Governance;
import io.governance.guard.Guard;
import io.governance.measure.Operation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The shop's one operation: the list price of an item less today's discount, which is in the database; without it, the
 * list price. Thread-safe.
 */
final class Prices {
    private static final Duration TIME_LIMIT = Duration.ofMillis(1_200);
    private static final long PERCENT = 100;

    /**
     * An answer.
     *
     * @param isDegraded whether it is only the list price, since the discount could not be had
     */
    record Price(long cents, boolean isDegraded) {}

    private record Discount(long percent, boolean isKnown) {}

    private final Operation operation;
    private final @Nullable Guard<Discount> discount;

    Prices(Governance governance, @Nullable Discounts discounts) {
        this.operation = governance.operation("shop.price");
        this.discount = discounts == null
                ? null
                : Guard.builder(operation, "discount")
                        .timeLimit(TIME_LIMIT)
                        .build(() -> new Discount(discounts.today(), true), () -> new Discount(0, false));
    }

    Price find(long item) {
        return operation.call(() -> {
            Discount today = discount == null ? new Discount(0, true) : discount.<RuntimeException>call();
            return new Price(listed(item) * (PERCENT - today.percent()) / PERCENT, !today.isKnown());
        });
    }

    private static long listed(long item) {
        return 1_000 + item % 500 * 25;
    }
}
