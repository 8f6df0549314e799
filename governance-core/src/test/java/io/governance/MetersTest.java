package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Call;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.measure.Outcome;
import io.governance.measure.Signal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final ManualTime time = new ManualTime();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Governance governance = Governance.builder()
            .environment(Map.of())
            .meters(registry)
            .time(time)
            .manual()
            .build();
    private final Operation orders = governance.operation("orders");

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void everyOperationHasAllItsMetersFromTheStart() {
        governance.operation("customers");
        for (String operation : List.of("orders", "customers")) {
            assertEquals(
                    8,
                    registry.find("governance.calls")
                                    .tag("operation", operation)
                                    .meters()
                                    .size()
                            + registry.find("governance.outcomes")
                                    .tag("operation", operation)
                                    .meters()
                                    .size()
                            + registry.find("governance.queries")
                                    .tag("operation", operation)
                                    .meters()
                                    .size()
                            + registry.find("governance.response.time")
                                    .tag("operation", operation)
                                    .meters()
                                    .size());
        }
    }

    @Test
    void metersShowWhatWasCounted() {
        for (int i = 0; i < 100; i++) {
            orders.run(() -> {
                time.pass(Duration.ofMillis(20));
                current().addQueries(3);
            });
        }
        orders.run(() -> current().mark(Outcome.DEGRADED));
        orders.run(() -> current().mark(Outcome.REJECTED));
        assertThrows(
                IllegalStateException.class,
                () -> orders.run(() -> {
                    throw new IllegalStateException("broken");
                }));
        assertEquals(0, calls(), "meters are refreshed with the windows, every five seconds");
        time.pass(Duration.ofSeconds(5));
        governance.step();
        assertEquals(103, calls());
        assertEquals(1, outcome("error"));
        assertEquals(1, outcome("degraded"));
        assertEquals(1, outcome("rejected"));
        assertEquals(300, registry.get("governance.queries").functionCounter().count());
        double total = registry.get("governance.calls").functionTimer().totalTime(TimeUnit.MILLISECONDS);
        assertEquals(2_000, total, 0.011 * 2_000);
        double median = registry.get("governance.response.time")
                .tag("quantile", "0.5")
                .gauge()
                .value();
        assertEquals(0.020, median, 0.011 * 0.020);
    }

    @Test
    void howTheLibraryItselfIsCanBeSeenToo() {
        governance.complain("could not do it", new IllegalStateException("why"));
        Call call = orders.begin();
        call.end();
        call.end();
        assertEquals(2, registry.get("governance.complaints").functionCounter().count());
        assertEquals(1, registry.get("governance.misuses").functionCounter().count());
        assertEquals(
                0,
                registry.get("governance.operations.overflowed")
                        .functionCounter()
                        .count());
        assertEquals(0, registry.get("governance.alerts.open").gauge().value());
        assertTrue(registry.get("governance.level").gauge().value() >= 0);
    }

    @Test
    void readingsAreShownAsTheyWereJudgedAndImpossibleOnesAreComplainedOf() {
        double[] value = {2.5e9};
        Runnable remove =
                governance.register(draft -> draft.reading(Signal.RESPONSE_TIME, "parts", value[0], 100, "look"));
        second();
        assertEquals(2.5, judged());
        long before = governance.complaints();
        value[0] = -1;
        second();
        assertTrue(Double.isNaN(judged()));
        assertEquals(before + 1, governance.complaints());
        value[0] = 1e9;
        second();
        assertEquals(1, judged());
        remove.run();
        second();
        assertTrue(Double.isNaN(judged()), "what is no longer read is no longer known");
    }

    private void second() {
        time.pass(Duration.ofSeconds(1));
        governance.step();
    }

    private double judged() {
        return registry.get("governance.judged.response.time")
                .tag("subject", "parts")
                .gauge()
                .value();
    }

    private double calls() {
        return registry.get("governance.calls")
                .tag("operation", "orders")
                .functionTimer()
                .count();
    }

    private double outcome(String outcome) {
        return registry.get("governance.outcomes")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    private static Call current() {
        return Objects.requireNonNull(Call.current());
    }
}
