package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FallbackTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final PriceService service = new PriceService();
    private final AtomicReference<StaleSource.@Nullable Stale<String>> last = new AtomicReference<>();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void theyAreAskedInTheirOrderUntilOneAnswers() {
        Guard<String> price = service.guard("price")
                .build(
                        service::failing,
                        Fallback.to(() -> {
                            throw new IOException("second service is down too");
                        }),
                        Fallback.toAsync(() -> CompletableFuture.completedFuture("third")),
                        Fallback.to(() -> "fourth"));
        assertEquals("third", service.inCall(price));
        service.counts(1, 0, 1, 0);
        assertEquals(List.of(0.0, 1.0, 0.0), List.of(answered("1"), answered("2"), answered("3")));
        assertEquals(1, service.counted("governance.guard.fallbacks.failed"));
        assertEquals(1, price.fallbacks());
    }

    @Test
    void whenNoneCanTheLastFailureReachesTheCallerWithAllOthers() {
        Guard<String> price = service.guard("price")
                .build(
                        service::failing,
                        Fallback.to(() -> {
                            throw new IOException("second");
                        }),
                        Fallback.stale(last::get, HOUR));
        IOException seen =
                assertThrows(IOException.class, () -> service.dashboard.<String, IOException>call(price::call));
        assertEquals("second", seen.getMessage());
        assertEquals("price service is down", seen.getSuppressed()[0].getMessage());
        assertEquals("dashboard.price has no last good value", seen.getSuppressed()[1].getMessage());
        service.counts(1, 1, 0, 0);
    }

    @Test
    void aCallThatWasRefusedAndThatNobodyAnsweredIsRejected() {
        Guard<String> price =
                service.guard("price").openAt(100, 1, HOUR).build(service::failing, Fallback.stale(last::get, HOUR));
        assertThrows(IllegalStateException.class, () -> service.inCall(price));
        assertThrows(CallNotPermittedException.class, () -> service.inCall(price));
        service.counts(2, 1, 0, 1);
        last.set(new StaleSource.Stale<>("9.99", Duration.ofMinutes(2)));
        assertEquals("9.99", service.inCall(price));
        service.counts(3, 1, 1, 1);
    }

    @Test
    void aStaleValueIsServedUpToItsAgeAndTheAgeIsSeen() {
        Guard<String> price = service.guard("price")
                .build(service::failing, Fallback.stale(last::get, HOUR), Fallback.to(() -> "list price"));
        assertEquals("list price", service.inCall(price));
        last.set(new StaleSource.Stale<>("9.99", HOUR));
        assertEquals("9.99", service.inCall(price));
        last.set(new StaleSource.Stale<>("9.99", HOUR.plusNanos(1)));
        assertEquals("list price", service.inCall(price));
        assertEquals(
                (double) HOUR.toSeconds(),
                service.governance
                        .meters()
                        .get("governance.guard.stale.age")
                        .timer()
                        .totalTime(TimeUnit.SECONDS));
        service.counts(3, 0, 3, 0);
    }

    @Test
    void oneWithALimitOfItsOwnIsInterruptedAndTheNextOneAnswers() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Guard<String> price = service.guard("price")
                .build(
                        service::failing,
                        Fallback.<String>to(() -> PriceService.hang(interrupted))
                                .within(Duration.ofMillis(10)),
                        Fallback.to(() -> "default"));
        PriceService.until(interrupted, () -> assertEquals("default", service.inCall(price)));
    }

    @Test
    void deafPrimariesDoNotTakeTheFallbacksPlaces() {
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Guard<String> price = service.guard("price")
                .concurrent(1)
                .timeLimit(Duration.ofMillis(5))
                .build(
                        () -> PriceService.deaf(isIn, goOn),
                        Fallback.<String>to(() -> "in time").within(Duration.ofMinutes(1)));
        PriceService.until(isIn, () -> assertEquals("in time", service.inCall(price)));
        double before = service.counted("governance.guard.rejected", "by", "bulkhead");
        for (int i = 0; i < 4; i++) {
            assertEquals("in time", service.inCall(price));
        }
        assertEquals(before + 4, service.counted("governance.guard.rejected", "by", "bulkhead"));
        assertEquals(1, service.gauge("governance.guard.running"));
        goOn.countDown();
    }

    @Test
    void anErrorIsNeverHiddenByAFallback() {
        AssertionError broken = new AssertionError("broken");
        Guard<String> price = service.guard("price")
                .retries(3)
                .build(
                        () -> {
                            service.asked.incrementAndGet();
                            throw broken;
                        },
                        () -> "fallback");
        assertSame(broken, assertThrows(AssertionError.class, () -> service.inCall(price)));
        assertEquals(1, service.asked.get());
    }

    @Test
    void otherCodeForOneCallSharesCircuitAndCounts() {
        Guard<String> price = service.guard("price").openAt(100, 2, HOUR).build(() -> "unused");
        for (int part = 0; part < 2; part++) {
            int number = part;
            assertEquals(
                    "list price of part " + part,
                    price.with(service::failing, Fallback.to(() -> "list price of part " + number))
                            .<RuntimeException>call());
        }
        assertTrue(!price.isClosed());
        assertEquals(2, price.fallbacks());
        assertThrows(CallNotPermittedException.class, () -> service.inCall(price));
    }

    @Test
    void theExampleOfTheDocuments() {
        Guard<String> price = Guard.builder(service.dashboard, "price")
                .timeLimit(Duration.ofMillis(300))
                .retries(2)
                .build(this::fetchPrice, this::listPrice);
        assertEquals("9.99", service.inCall(price));
        String answer = Deadline.after(Duration.ofMillis(800), service.governance.time())
                .call(() -> service.inCall(price));
        assertEquals("9.99", answer);
    }

    private String fetchPrice() throws IOException {
        throw new IOException("connection refused");
    }

    private String listPrice() {
        return "9.99";
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertEquals(
                "oldest: found PT-1S, expected 0 or more",
                assertThrows(IllegalArgumentException.class, () -> Fallback.stale(last::get, Duration.ofSeconds(-1)))
                        .getMessage());
        assertEquals(
                "longest: found PT0S, expected more than zero",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Fallback.to(() -> "a").within(Duration.ZERO))
                        .getMessage());
    }

    private double answered(String number) {
        return service.counted("governance.guard.fallbacks", "number", number);
    }
}
