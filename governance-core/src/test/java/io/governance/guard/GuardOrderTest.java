package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of docs/guard.md, each part seen outside of the next one. */
class GuardOrderTest {
    private static final Duration OPEN = Duration.ofSeconds(5);
    private static final Duration PER = Duration.ofMinutes(1);

    private final PriceService service = new PriceService();
    private final ManualPauses pauses = new ManualPauses(service.time);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void fallbacksAreOutsideOfTheBulkheadTheyAnswerForAFullOneAndHoldNoPlace() {
        AtomicInteger deep = new AtomicInteger();
        List<Guard<String>> self = new ArrayList<>();
        Guard<String> price = builder()
                .concurrent(1)
                .build(
                        service::failing,
                        () -> deep.getAndIncrement() < 5 ? self.get(0).<RuntimeException>call() : "default");
        self.add(price);
        assertEquals("default", service.inCall(price));
        assertEquals(6, service.asked.get(), "each fallback asked again while the one place was free");
        List<Guard<String>> inside = new ArrayList<>();
        Guard<String> full = service.guard("full")
                .concurrent(1)
                .build(() -> inside.get(0).<RuntimeException>call(), () -> "for the full one");
        inside.add(full);
        assertEquals("for the full one", full.<RuntimeException>call());
    }

    @Test
    void theBulkheadIsOutsideOfTheRetriesAPausingCallerHoldsItsPlace() {
        List<Exception> refused = new ArrayList<>();
        List<Guard<String>> self = new ArrayList<>();
        Guard<String> price = builder()
                .concurrent(1)
                .retries(1)
                .random(() -> {
                    refused.add(assertThrows(BulkheadFullException.class, self.get(0)::<RuntimeException>call));
                    return 0;
                })
                .build(service::failing, () -> "fallback");
        self.add(service.guardWithoutFallback(price));
        assertEquals("fallback", service.inCall(price));
        assertEquals(1, refused.size());
        assertEquals(2, service.asked.get());
    }

    @Test
    void retriesAreOutsideOfTheCircuitBreakerEachOneIsCountedByIt() {
        Guard<String> price = builder().retries(3).openAt(100, 4, OPEN).build(service::failing, () -> "fallback");
        service.inCall(price);
        assertEquals(4, service.asked.get());
        assertTrue(!price.isClosed(), "one call with three retries is four failures");
    }

    @Test
    void theCircuitBreakerIsOutsideOfTheRateLimitAnOpenOneTakesNoPermit() {
        Guard<String> price = builder().openAt(100, 1, OPEN).rate(2, PER).build(service::failing);
        assertThrows(IllegalStateException.class, () -> service.inCall(price));
        for (int i = 0; i < 10; i++) {
            assertThrows(CallNotPermittedException.class, () -> service.inCall(price));
        }
        service.time.pass(OPEN.plusMillis(1));
        assertThrows(IllegalStateException.class, () -> service.inCall(price));
        service.time.pass(OPEN.plusMillis(1));
        assertThrows(RequestNotPermitted.class, () -> service.inCall(price));
        assertEquals(2, service.asked.get());
    }

    @Test
    void theRateLimitCountsRetriesAndIsOutsideOfTheTimeLimit() {
        Guard<String> price = builder()
                .retries(9)
                .rate(3, PER)
                .timeLimit(Duration.ofMinutes(1))
                .build(() -> {
                    service.asked.incrementAndGet();
                    throw new IOException("lost");
                });
        assertEquals(
                "lost",
                assertThrows(IOException.class, price::<IOException>call).getMessage());
        assertEquals(3, service.asked.get());
        assertEquals(1, service.counted("governance.guard.rejected", "by", "rate"));
    }

    @Test
    void aRateLimitRefusesRejectsAndLetsThroughAgainInTheNextPeriod() {
        Guard<String> price = builder().rate(2, PER).openAt(100, 1, OPEN).build(() -> "well");
        for (int period = 1; period <= 3; period++) {
            service.inCall(price);
            service.inCall(price);
            assertThrows(RequestNotPermitted.class, () -> service.inCall(price));
            service.counts(period * 3L, 0, 0, period);
            service.time.pass(PER);
        }
        assertTrue(price.isClosed(), "the dependency did nothing wrong");
    }

    @Test
    void aRateLimitThatRefusesATrialOfTheCircuitDoesNotLoseIt() {
        Guard<String> price = builder().openAt(100, 1, OPEN).rate(1, PER).build(service::failingOnce);
        assertThrows(IllegalStateException.class, () -> service.inCall(price));
        service.time.pass(OPEN.plusMillis(1));
        for (int i = 0; i < 50; i++) {
            assertThrows(RequestNotPermitted.class, () -> service.inCall(price));
        }
        service.time.pass(PER);
        assertEquals("well again", service.inCall(price));
        assertTrue(price.isClosed());
    }

    private Guard.Builder builder() {
        return service.guard("price").pauses(pauses);
    }
}
