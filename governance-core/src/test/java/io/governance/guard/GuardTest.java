package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.governance.Governance;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.measure.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Duration OPEN = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final Governance governance =
            Governance.builder().environment(Map.of()).time(time).manual().build();
    private final Operation dashboard = governance.operation("dashboard");
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void thePrimaryAnswersAndNothingIsMarked() {
        Guard<String> price = builder().build(() -> "primary", () -> "fallback");
        assertEquals("primary", inCall(price));
        counts(1, 0, 0, 0);
        assertEquals(0, price.fallbacks());
        assertTrue(price.isClosed());
    }

    @Test
    void theFallbackAnswersForAFailingPrimaryAndTheCallIsDegraded() {
        Guard<String> price = builder().build(this::failing, () -> "fallback");
        assertEquals("fallback", inCall(price));
        counts(1, 0, 1, 0);
        assertEquals(1, price.fallbacks());
    }

    @Test
    void theFallbackAlsoWorksOutsideOfAnyCall() {
        Guard<String> price = builder().build(this::failing, () -> "fallback");
        assertEquals("fallback", price.<RuntimeException>call());
        counts(0, 0, 0, 0);
    }

    @Test
    void withoutAFallbackThePrimarysOwnCheckedExceptionReachesTheCaller() {
        IOException lost = new IOException("connection lost");
        Guard<String> price = builder().build(() -> {
            throw lost;
        });
        IOException seen = assertThrows(IOException.class, () -> dashboard.<String, IOException>call(price::call));
        assertSame(lost, seen);
        counts(1, 1, 0, 0);
    }

    @Test
    void aFallbackThatFailsTooCarriesTheFailureOfThePrimary() {
        IOException alsoLost = new IOException("no copy either");
        Guard<String> price = builder().build(this::failing, () -> {
            throw alsoLost;
        });
        IOException seen = assertThrows(IOException.class, () -> dashboard.<String, IOException>call(price::call));
        assertSame(alsoLost, seen);
        assertEquals("price service is down", seen.getSuppressed()[0].getMessage());
        counts(1, 1, 0, 0);
    }

    @Test
    void aFallbackThatPassesThePrimarysExceptionOnIsNoTrouble() {
        IllegalStateException same = new IllegalStateException("same");
        Guard<String> price = builder()
                .build(
                        () -> {
                            throw same;
                        },
                        () -> {
                            throw same;
                        });
        assertSame(same, assertThrows(IllegalStateException.class, () -> inCall(price)));
    }

    @Test
    void aPrimaryIsAskedAgainAsOftenAsSaidAndNoMore() {
        Guard<String> twice = builder().retries(2).pause(Duration.ZERO).build(this::failing, () -> "fallback");
        assertEquals("fallback", inCall(twice));
        assertEquals(3, asked.get());
        Guard<String> third = Guard.builder(dashboard, "third").retries(2).pause(Duration.ZERO).build(() -> {
            if (asked.incrementAndGet() < 6) {
                throw new IOException("not yet");
            }
            return "at last";
        });
        assertEquals("at last", inCall(third));
        assertEquals(6, asked.get());
    }

    @Test
    void aPrimaryThatTakesTooLongIsInterruptedAndTheFallbackAnswers() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Guard<String> price = builder().timeLimit(Duration.ofMillis(20)).build(() -> hang(interrupted), () -> "stale");
        assertEquals("stale", inCall(price));
        interrupted.await();
        counts(1, 0, 1, 0);
    }

    @Test
    void withoutAFallbackTheTimeLimitIsNamed() {
        Guard<String> price =
                builder().timeLimit(Duration.ofMillis(20)).build(() -> hang(new CountDownLatch(1)));
        TimeoutException late = assertThrows(TimeoutException.class, price::<Exception>call);
        assertEquals("dashboard.price did not answer within 20 ms", late.getMessage());
    }

    @Test
    void withATimeLimitExceptionsAndErrorsStillPassUnchanged() {
        IOException lost = new IOException("connection lost");
        AssertionError error = new AssertionError("broken");
        Guard.Builder limited = builder().timeLimit(Duration.ofMinutes(1));
        assertSame(
                lost,
                assertThrows(
                        IOException.class,
                        limited.<String>build(() -> {
                                    throw lost;
                                })::<IOException>call));
        assertSame(
                error,
                assertThrows(
                        AssertionError.class,
                        limited.<String>build(() -> {
                                    throw error;
                                })::<RuntimeException>call));
        assertEquals("in time", limited.<String>build(() -> "in time").<RuntimeException>call());
    }

    @Test
    void aCallerThatIsInterruptedGetsTheFallbackAndStaysInterrupted() {
        Guard<String> price = builder()
                .retries(3)
                .timeLimit(Duration.ofMinutes(1))
                .build(() -> hang(new CountDownLatch(1)), () -> "fallback");
        Thread.currentThread().interrupt();
        assertEquals("fallback", inCall(price));
        assertTrue(Thread.interrupted());
    }

    @Test
    void theCircuitOpensAfterEnoughFailuresAndTriesAgainByItself() {
        Guard<String> price = builder().openAt(50, 4, OPEN).build(this::failingThenWell, () -> "fallback");
        for (int i = 0; i < 4; i++) {
            assertTrue(price.isClosed());
            assertEquals("fallback", inCall(price));
        }
        assertFalse(price.isClosed());
        assertEquals("fallback", inCall(price));
        assertEquals(4, asked.get(), "the primary is spared while the circuit is open");
        time.pass(OPEN.minusNanos(1));
        assertEquals("fallback", inCall(price));
        assertEquals(4, asked.get());
        time.pass(Duration.ofMillis(1));
        for (int i = 0; i < 10; i++) {
            assertEquals("well again", inCall(price));
        }
        assertTrue(price.isClosed());
        assertEquals(6, price.fallbacks());
    }

    @Test
    void anOpenCircuitWithoutAFallbackRejects() {
        Guard<String> price = builder().openAt(100, 1, OPEN).build(this::failing);
        assertThrows(IllegalStateException.class, () -> inCall(price));
        assertThrows(CallNotPermittedException.class, () -> inCall(price));
        counts(2, 1, 0, 1);
    }

    @Test
    void anOpenCircuitIsAFindingAndAClosedOneIsNot() {
        Guard<String> price = builder().openAt(100, 1, OPEN).build(this::failing, () -> "fallback");
        assertEquals(List.of(), governance.examine().findings("dashboard"));
        inCall(price);
        Finding open = governance.examine().findings("dashboard").get(0);
        assertEquals("CIRCUIT_OPEN", open.kind());
        assertEquals(Level.WARNING, open.level());
        assertEquals(Map.of("guard", "dashboard.price", "failureRate", "100.0 %"), open.evidence());
    }

    @Test
    void aFullBulkheadRejectsWithoutAskingThePrimaryAndDoesNotOpenTheCircuit() throws InterruptedException {
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Guard<String> price = builder().concurrent(1).openAt(50, 2, OPEN).build(() -> {
            asked.incrementAndGet();
            isIn.countDown();
            goOn.await();
            return "slow";
        });
        Thread first = new Thread(() -> inCall(price));
        first.start();
        isIn.await();
        for (int i = 0; i < 5; i++) {
            assertThrows(BulkheadFullException.class, () -> inCall(price));
        }
        goOn.countDown();
        first.join();
        assertEquals(1, asked.get());
        assertTrue(price.isClosed(), "the dependency did nothing wrong");
        counts(6, 0, 0, 5);
        assertEquals("slow", inCall(price));
    }

    @Test
    void primariesThatIgnoreTheirTimeLimitFillTheBulkhead() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        Guard<String> price = builder().concurrent(1).timeLimit(Duration.ofMillis(5)).build(() -> deaf(goOn));
        assertThrows(TimeoutException.class, price::<Exception>call);
        assertThrows(BulkheadFullException.class, () -> inCall(price));
        counts(1, 0, 0, 1);
        goOn.countDown();
    }

    @Test
    void aGuardHasItsMetersFromTheStart() {
        Guard<String> price = builder().openAt(100, 1, OPEN).build(this::failing, () -> "fallback");
        assertEquals(0, gauge("governance.guard.open"));
        inCall(price);
        inCall(price);
        assertEquals(1, gauge("governance.guard.open"));
        assertEquals(1, gauge("governance.guard.failure.rate"));
        assertEquals(
                2,
                governance
                        .meters()
                        .get("governance.guard.fallbacks")
                        .tag("guard", "dashboard.price")
                        .functionCounter()
                        .count());
    }

    private double gauge(String name) {
        return governance
                .meters()
                .get(name)
                .tag("guard", "dashboard.price")
                .gauge()
                .value();
    }

    private Guard.Builder builder() {
        return Guard.builder(dashboard, "price");
    }

    private String inCall(Guard<String> guard) {
        return dashboard.<String, RuntimeException>call(guard::call);
    }

    private String failing() {
        asked.incrementAndGet();
        throw new IllegalStateException("price service is down");
    }

    private String failingThenWell() {
        return asked.get() < 4 ? failing() : "well again";
    }

    private static String hang(CountDownLatch interrupted) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    private static String deaf(CountDownLatch goOn) {
        while (true) {
            try {
                goOn.await();
                return "much too late";
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }

    private void counts(long calls, long errors, long degraded, long rejected) {
        Snapshot seen = dashboard.sinceStart();
        assertEquals(
                List.of(calls, errors, degraded, rejected),
                List.of(seen.calls(), seen.errors(), seen.degraded(), seen.rejected()));
    }
}
