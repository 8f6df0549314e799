package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardRetryTest {
    private static final Duration OPEN = Duration.ofSeconds(5);
    private static final int CALLS = 10_000;

    private final PriceService service = new PriceService();
    private final ManualPauses pauses = new ManualPauses(service.time);

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aDependencyThatFailsTotallyIsAskedAtMostATenthMore() {
        Guard<String> price = neverOpening().retries(3).build(service::failing, () -> "fallback");
        for (int i = 0; i < CALLS; i++) {
            assertEquals("fallback", service.inCall(price));
            service.time.pass(Duration.ofMillis(1));
        }
        int retries = service.asked.get() - CALLS;
        assertTrue(retries <= CALLS / 10 + 10, () -> retries + " retries of " + CALLS + " calls");
        assertTrue(retries >= CALLS / 10 - 20, () -> retries + " retries: the budget is there to be used");
        assertEquals(retries, service.counted("governance.guard.retries"));
        assertEquals(CALLS, service.counted("governance.guard.calls"));
        assertTrue(service.counted("governance.guard.retries.refused", "reason", "budget") > 0);
    }

    @Test
    void aSingleFailureNowAndThenIsAlwaysRetried() {
        Guard<String> price = neverOpening().retries(1).build(() -> {
            if (service.asked.getAndIncrement() % 50 == 0) {
                throw new IOException("lost");
            }
            return "well";
        });
        for (int i = 0; i < CALLS; i++) {
            assertEquals("well", service.inCall(price));
            service.time.pass(Duration.ofMillis(1));
        }
        assertEquals(0, service.counted("governance.guard.retries.refused", "reason", "budget"));
    }

    @Test
    void thatRetriesAreUsedUpIsAFindingForTenSeconds() {
        Guard<String> price = neverOpening().retries(1).retryBudget(10, 2).build(service::failing, () -> "fallback");
        for (int i = 0; i < 5; i++) {
            service.inCall(price);
        }
        List<Finding> findings = service.governance.examine().findings("dashboard");
        Finding usedUp = findings.stream()
                .filter(finding -> finding.kind().equals("RETRY_BUDGET"))
                .findFirst()
                .orElseThrow();
        assertEquals(Level.INFO, usedUp.level());
        assertEquals("{guard=dashboard.price, calls=5, retries=2, refused=3, window=10 s}", usedUp.evidence() + "");
        service.time.pass(Duration.ofSeconds(10));
        assertEquals(
                0,
                service.governance.examine().findings().stream()
                        .filter(finding -> finding.kind().equals("RETRY_BUDGET"))
                        .count());
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreShortenedAtRandom() {
        Deque<Double> random = new ArrayDeque<>(List.of(1.0, 0.5, 1.0, 0.25, 1.0));
        Guard<String> price = neverOpening()
                .retries(5)
                .pause(Duration.ofMillis(10), Duration.ofMillis(60))
                .random(random::pop)
                .build(service::failing, () -> "fallback");
        service.inCall(price);
        assertEquals(List.of(millis(10), millis(10), millis(40), millis(15), millis(60)), pauses.slept);
    }

    @Test
    void aRandomSourceOutOfBoundsDoesNoHarm() {
        assertEquals(10, new Backoff(10, 1_000, () -> 7).nanos(1));
        assertEquals(0, new Backoff(10, 1_000, () -> -7).nanos(1));
        assertEquals(0, new Backoff(10, 1_000, () -> Double.NaN).nanos(1));
        assertEquals(1_000, new Backoff(10, 1_000, () -> 1).nanos(1_000));
        assertEquals(1L << 52, new Backoff(1L << 52, 1L << 52, () -> 1).nanos(63));
    }

    @Test
    void nothingIsRetriedThatCannotFinish() {
        Guard<String> price =
                neverOpening().retries(3).pause(millis(40), millis(40)).build(service::failing, () -> "fallback");
        String answer = Deadline.after(millis(100), service.time).call(() -> service.inCall(price));
        assertEquals("fallback", answer);
        assertEquals(3, service.asked.get(), "after two pauses of 40 ms a third one does not fit into 100 ms");
        assertEquals(1, service.counted("governance.guard.retries.refused", "reason", "deadline"));
        assertEquals(millis(20), Deadline.after(millis(20), service.time).left());
    }

    @Test
    void afterTheDeadlineThePrimaryIsNotEvenAskedAndThatIsNotItsFault() {
        Guard<String> price = neverOpening().openAt(100, 1, OPEN).build(service::failing);
        Deadline passed = Deadline.after(Duration.ofSeconds(-1), service.time);
        TimeoutException late = assertThrows(TimeoutException.class, () -> passed.<String, Exception>call(price::call));
        assertEquals("dashboard.price was not asked: the deadline of its caller had passed", late.getMessage());
        assertEquals(0, service.asked.get());
        assertTrue(price.isClosed());
        assertEquals(1, service.counted("governance.guard.timeouts", "by", "deadline"));
    }

    @Test
    void whatIsNoFailureIsNotRetriedOpensNothingAndReachesTheCaller() {
        FileNotFoundException notFound = new FileNotFoundException("no such part");
        Guard<String> price = neverOpening()
                .retries(3)
                .openAt(100, 1, OPEN)
                .countsAsFailure(failure -> !(failure instanceof FileNotFoundException))
                .build(
                        () -> {
                            service.asked.incrementAndGet();
                            throw notFound;
                        },
                        () -> "fallback");
        assertSame(notFound, assertThrows(FileNotFoundException.class, price::<IOException>call));
        assertEquals(1, service.asked.get());
        assertTrue(price.isClosed());
        assertEquals(0, price.fallbacks());
    }

    @Test
    void aPredicateThatFailsItselfDoesNotMakeAFailureHarmless() {
        Guard<String> price = neverOpening()
                .countsAsFailure(failure -> {
                    throw new IllegalArgumentException("a mistake in the application");
                })
                .build(service::failing, () -> "fallback");
        assertEquals("fallback", service.inCall(price));
    }

    @Test
    void theCircuitOpensWhileRetryingAndEndsTheRetries() {
        Guard<String> price = service.guard("price")
                .pauses(pauses)
                .retries(9)
                .openAt(100, 2, OPEN)
                .build(service::failing);
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> service.inCall(price));
        assertEquals(2, service.asked.get());
        assertEquals("price service is down", failure.getMessage(), "what the dependency said is what helps");
        assertEquals(1, service.counted("governance.guard.rejected", "by", "circuit"));
        service.counts(1, 1, 0, 0);
    }

    @Test
    void anInterruptDuringAPauseEndsTheRetries() {
        Guard<String> price = neverOpening().retries(3).build(() -> {
            service.asked.incrementAndGet();
            Thread.currentThread().interrupt();
            throw new IOException("lost");
        });
        assertThrows(InterruptedException.class, price::<Exception>call);
        assertTrue(Thread.interrupted());
        assertEquals(1, service.asked.get());
    }

    /** With pauses by hand, always of the full length. */
    private Guard.Builder neverOpening() {
        return service.guard("price")
                .openAt(100, CALLS * 10, OPEN)
                .pauses(pauses)
                .random(() -> 1);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
