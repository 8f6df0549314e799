package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperationsTest {
    private final Operations operations = new Operations(new ManualTime(), new long[0], 3, (name, what) -> {});

    @Test
    void anOperationIsFoundByItsName() {
        Operation orders = operations.add("orders");
        assertSame(orders, operations.find("orders").orElseThrow());
        assertEquals(Optional.empty(), operations.find("unknown"));
        assertSame(operations, orders.operations());
    }

    @Test
    void aNameWithBlanksIsRefused() {
        for (String name : List.of("", " ", " orders", "orders\t")) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> operations.add(name));
            assertTrue(String.valueOf(refused.getMessage()).contains("found '" + name + "'"), refused::getMessage);
        }
        assertEquals(List.of(), List.copyOf(operations.all()));
    }

    @Test
    void anOverlongNameIsRefusedWithItsLength() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> operations.add("x".repeat(201)));
        assertTrue(String.valueOf(refused.getMessage()).contains("found 201 characters"), refused::getMessage);
        assertEquals(200, operations.add("x".repeat(200)).name().length());
    }

    @Test
    void aNameThatComesWithARequestIsNeverRefused() {
        Operation made = operations.named("GET /orders/*");
        assertSame(made, operations.named("GET /orders/*"));
        assertSame(made, operations.add("GET /orders/*"), "code may make what a request has made already");
        assertThrows(IllegalArgumentException.class, () -> operations.add("GET /orders/*"));
        for (String none : List.of("", " x", "x".repeat(201))) {
            assertEquals(Operations.OTHER, operations.named(none).name());
        }
        assertEquals(Operations.OTHER, operations.named(Operations.OTHER).name());
        assertEquals(0, operations.overflowed(), "there is room enough");
        assertEquals(3, operations.misuses());
    }

    @Test
    void beyondTheLimitNoLockIsTakenAlsoWhenOtherIsOneOfTheFirst() {
        operations.named(Operations.OTHER);
        operations.named("one");
        Thread asking = new Thread(() -> operations.named("three"));
        operations.whenMade(
                made -> { // told under the lock
                    asking.start();
                    while (asking.isAlive()) {
                        assertNotSame(Thread.State.BLOCKED, asking.getState());
                        Thread.onSpinWait();
                    }
                });
        operations.named("two");
        assertEquals(1, operations.overflowed());
    }

    @Test
    void whoeverAskedIsToldOfNewOperationsOnceAndMayFail() {
        List<String> told = new java.util.ArrayList<>();
        operations.whenMade(made -> {
            told.add(made.name());
            throw new IllegalStateException("a listener with a mistake in it");
        });
        operations.named("one");
        operations.named("one");
        operations.add("two");
        assertEquals(List.of("one", "two"), told);
        assertEquals(2, operations.misuses());
    }

    @Test
    void whatComesAfterTheLimitIsMeasuredTogether() {
        Operation one = operations.add("one");
        operations.add("two");
        operations.add("three");
        Operation four = operations.add("four");
        Operation five = operations.add("five");
        assertEquals(Operations.OTHER, four.name());
        assertSame(four, five);
        assertNotSame(one, four);
        assertEquals(2, operations.overflowed());
        four.run(() -> {});
        five.run(() -> {});
        assertEquals(2, four.sinceStart().calls());
        assertEquals(
                List.of("one", "two", "three", "other"),
                operations.all().stream().map(Operation::name).toList());
    }

    @Test
    void aServiceNobodyProvidedIsNamedAndTheFirstOneStays() {
        IllegalStateException missing =
                assertThrows(IllegalStateException.class, () -> operations.service(StringBuilder.class));
        assertTrue(String.valueOf(missing.getMessage()).contains("java.lang.StringBuilder"), missing::getMessage);
        StringBuilder first = new StringBuilder("first");
        operations.provide(StringBuilder.class, first);
        operations.provide(StringBuilder.class, new StringBuilder("second"));
        assertSame(first, operations.service(StringBuilder.class));
        assertSame(first, operations.service(StringBuilder.class, StringBuilder::new));
        Object made = operations.service(Object.class, Object::new);
        assertSame(made, operations.service(Object.class, Object::new));
    }
}
