package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Duration OPEN = Duration.ofSeconds(5);

    private final PriceService service = new PriceService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void thePrimaryAnswersAndNothingIsMarked() {
        Guard<String> price = service.guard("price").build(() -> "primary", () -> "fallback");
        assertEquals("primary", service.inCall(price));
        service.counts(1, 0, 0, 0);
        assertEquals(0, price.fallbacks());
        assertTrue(price.isClosed());
    }

    @Test
    void theFallbackAnswersForAFailingPrimaryAndTheCallIsDegraded() {
        Guard<String> price = service.guard("price").build(service::failing, () -> "fallback");
        assertEquals("fallback", service.inCall(price));
        service.counts(1, 0, 1, 0);
        assertEquals(1, price.fallbacks());
    }

    @Test
    void theFallbackAlsoWorksOutsideOfAnyCall() {
        Guard<String> price = service.guard("price").build(service::failing, () -> "fallback");
        assertEquals("fallback", price.<RuntimeException>call());
        service.counts(0, 0, 0, 0);
    }

    @Test
    void withoutAFallbackThePrimarysOwnCheckedExceptionReachesTheCaller() {
        IOException lost = new IOException("connection lost");
        Guard<String> price = service.guard("price").build(() -> {
            throw lost;
        });
        IOException seen =
                assertThrows(IOException.class, () -> service.dashboard.<String, IOException>call(price::call));
        assertSame(lost, seen);
        service.counts(1, 1, 0, 0);
    }

    @Test
    void aFallbackThatFailsTooCarriesTheFailureOfThePrimary() {
        IOException alsoLost = new IOException("no copy either");
        Guard<String> price = service.guard("price").build(service::failing, () -> {
            throw alsoLost;
        });
        IOException seen =
                assertThrows(IOException.class, () -> service.dashboard.<String, IOException>call(price::call));
        assertSame(alsoLost, seen);
        assertEquals("price service is down", seen.getSuppressed()[0].getMessage());
        service.counts(1, 1, 0, 0);
    }

    @Test
    void aFallbackThatPassesThePrimarysExceptionOnIsNoTrouble() {
        IllegalStateException same = new IllegalStateException("same");
        Guard<String> price = service.guard("price")
                .build(
                        () -> {
                            throw same;
                        },
                        () -> {
                            throw same;
                        });
        assertSame(same, assertThrows(IllegalStateException.class, () -> service.inCall(price)));
    }

    @Test
    void aPrimaryIsAskedAgainAsOftenAsSaidAndNoMore() {
        Guard<String> twice =
                service.guard("price").retries(2).pause(Duration.ZERO).build(service::failing, () -> "fallback");
        assertEquals("fallback", service.inCall(twice));
        assertEquals(3, service.asked.get());
        Guard<String> third = service.guard("third")
                .retries(2)
                .pause(Duration.ZERO)
                .build(() -> {
                    if (service.asked.incrementAndGet() < 6) {
                        throw new IOException("not yet");
                    }
                    return "at last";
                });
        assertEquals("at last", service.inCall(third));
        assertEquals(6, service.asked.get());
    }

    @Test
    void theCircuitOpensAfterEnoughFailuresAndTriesAgainByItself() {
        Guard<String> price = service.guard("price").openAt(50, 4, OPEN).build(this::failingThenWell, () -> "fallback");
        for (int i = 0; i < 4; i++) {
            assertTrue(price.isClosed());
            assertEquals("fallback", service.inCall(price));
        }
        assertFalse(price.isClosed());
        assertEquals("fallback", service.inCall(price));
        assertEquals(4, service.asked.get(), "the primary is spared while the circuit is open");
        service.time.pass(OPEN.minusNanos(1));
        assertEquals("fallback", service.inCall(price));
        assertEquals(4, service.asked.get());
        service.time.pass(Duration.ofMillis(1));
        for (int i = 0; i < 10; i++) {
            assertEquals("well again", service.inCall(price));
        }
        assertTrue(price.isClosed());
        assertEquals(6, price.fallbacks());
    }

    @Test
    void anOpenCircuitWithoutAFallbackRejects() {
        Guard<String> price = service.guard("price").openAt(100, 1, OPEN).build(service::failing);
        assertThrows(IllegalStateException.class, () -> service.inCall(price));
        assertThrows(CallNotPermittedException.class, () -> service.inCall(price));
        service.counts(2, 1, 0, 1);
    }

    @Test
    void anOpenCircuitIsAFindingAndAClosedOneIsNot() {
        Guard<String> price = service.guard("price").openAt(100, 1, OPEN).build(service::failing, () -> "fallback");
        assertEquals(List.of(), service.governance.examine().findings("dashboard"));
        service.inCall(price);
        Finding open = service.governance.examine().findings("dashboard").get(0);
        assertEquals("CIRCUIT_OPEN", open.kind());
        assertEquals(Level.WARNING, open.level());
        assertEquals(Map.of("guard", "dashboard.price", "failureRate", "100.0 %"), open.evidence());
    }

    @Test
    void aGuardHasItsMetersFromTheStart() {
        Guard<String> price = service.guard("price").openAt(100, 1, OPEN).build(service::failing, () -> "fallback");
        assertEquals(0, service.gauge("governance.guard.open"));
        service.inCall(price);
        service.inCall(price);
        assertEquals(1, service.gauge("governance.guard.open"));
        assertEquals(1, service.gauge("governance.guard.failure.rate"));
        assertEquals(
                2,
                service.governance
                        .meters()
                        .get("governance.guard.fallbacks")
                        .tag("guard", "dashboard.price")
                        .functionCounter()
                        .count());
    }

    private String failingThenWell() {
        return service.asked.get() < 4 ? service.failing() : "well again";
    }
}
