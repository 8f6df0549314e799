package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.core.exception.AcquirePermissionCancelledException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardLimitsTest {
    private static final Duration OPEN = Duration.ofSeconds(5);

    private final PriceService service = new PriceService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aPrimaryThatTakesTooLongIsInterruptedAndTheFallbackAnswers() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Guard<String> price = service.guard("price")
                .timeLimit(Duration.ofMillis(20))
                .build(() -> PriceService.hang(interrupted), () -> "stale");
        assertEquals("stale", service.inCall(price));
        service.counts(1, 0, 1, 0);
        PriceService.until(interrupted, () -> assertEquals("stale", service.inCall(price)));
    }

    @Test
    void withoutAFallbackTheTimeLimitIsNamed() {
        Guard<String> price = service.guard("price")
                .timeLimit(Duration.ofMillis(20))
                .build(() -> PriceService.hang(new CountDownLatch(1)));
        TimeoutException late = assertThrows(TimeoutException.class, price::<Exception>call);
        assertEquals("dashboard.price did not answer within 20 ms", late.getMessage());
    }

    @Test
    void withATimeLimitExceptionsAndErrorsStillPassUnchanged() {
        IOException lost = new IOException("connection lost");
        AssertionError error = new AssertionError("broken");
        assertSame(lost, assertThrows(IOException.class, limited("lost").<String>build(() -> {
            throw lost;
        })::<IOException>call));
        assertSame(error, assertThrows(AssertionError.class, limited("broken").<String>build(() -> {
            throw error;
        })::<RuntimeException>call));
        assertEquals("in time", limited("well").<String>build(() -> "in time").<RuntimeException>call());
    }

    @Test
    void aCallerThatIsInterruptedWhileItWaitsGetsTheFallbackAndStaysInterrupted() {
        Thread caller = Thread.currentThread();
        Guard<String> price = service.guard("price")
                .openAt(100, 1, OPEN)
                .retries(3)
                .timeLimit(Duration.ofMinutes(1))
                .build(
                        () -> {
                            caller.interrupt();
                            return PriceService.hang(new CountDownLatch(1));
                        },
                        () -> "fallback");
        assertEquals("fallback", service.inCall(price));
        assertTrue(Thread.interrupted());
        assertTrue(price.isClosed(), "the dependency did nothing wrong");
    }

    @Test
    void aCallerThatWasInterruptedBeforeDoesNotAskThePrimary() {
        Guard<String> price = service.guard("price").openAt(100, 1, OPEN).build(service::failing);
        Thread.currentThread().interrupt();
        assertThrows(AcquirePermissionCancelledException.class, () -> service.inCall(price));
        assertTrue(Thread.interrupted());
        assertEquals(0, service.asked.get());
        assertTrue(price.isClosed());
        service.counts(1, 0, 0, 1);
    }

    @Test
    void aFullBulkheadRejectsWithoutAskingThePrimaryAndDoesNotOpenTheCircuit() throws InterruptedException {
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Guard<String> price = service.guard("price")
                .concurrent(1)
                .openAt(50, 2, OPEN)
                .build(() -> {
                    service.asked.incrementAndGet();
                    isIn.countDown();
                    goOn.await();
                    return "slow";
                });
        Thread first = new Thread(() -> service.inCall(price));
        first.start();
        isIn.await();
        for (int i = 0; i < 5; i++) {
            assertThrows(BulkheadFullException.class, () -> service.inCall(price));
        }
        goOn.countDown();
        first.join();
        assertEquals(1, service.asked.get());
        assertTrue(price.isClosed(), "the dependency did nothing wrong");
        service.counts(6, 0, 0, 5);
        assertEquals("slow", service.inCall(price));
    }

    @Test
    void primariesThatIgnoreTheirTimeLimitFillTheBulkhead() {
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Guard<String> price = service.guard("price")
                .concurrent(1)
                .timeLimit(Duration.ofMillis(5))
                .build(() -> PriceService.deaf(isIn, goOn));
        PriceService.until(isIn, () -> assertThrows(Exception.class, price::<Exception>call));
        assertThrows(BulkheadFullException.class, () -> service.inCall(price));
        service.counts(1, 0, 0, 1);
        goOn.countDown();
    }

    private Guard.Builder limited(String name) {
        return service.guard(name).timeLimit(Duration.ofMinutes(1));
    }
}
