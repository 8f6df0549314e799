package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Time;
import io.micrometer.context.ContextSnapshotFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final PriceService service = new PriceService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void holdsWhileItsCodeRunsAndCountsDown() {
        assertNull(Deadline.current());
        in(100).call(() -> {
            service.time.pass(Duration.ofMillis(30));
            assertEquals(Duration.ofMillis(70), current().left());
            service.time.pass(Duration.ofMillis(71));
            assertTrue(current().isOver());
            assertEquals(Duration.ZERO, current().left());
            return true;
        });
        assertNull(Deadline.current());
    }

    @Test
    void canOnlyComeNearer() {
        in(100).call(() -> {
            in(500).call(() -> assertLeft(100));
            in(20).call(() -> assertLeft(20));
            return assertLeft(100);
        });
    }

    @Test
    void oneTooFarAwayToCountIsNoTrouble() {
        Deadline far = Deadline.after(Duration.ofSeconds(Long.MAX_VALUE), service.time);
        assertFalse(far.isOver());
        assertTrue(far.left().toDays() > 20_000);
    }

    @Test
    void aGuardWithATimeLimitGivesOneToItsPrimaryOnTheOtherThread() {
        Guard<Duration> price = service.guard("price")
                .timeLimit(Duration.ofMinutes(3))
                .build(() -> current().left());
        assertEquals(Duration.ofMinutes(3), price.<RuntimeException>call());
        assertNull(Deadline.current());
    }

    @Test
    void anInnerGuardHasTheSmallerOfItsOwnLimitAndWhatIsLeft() {
        Guard<Duration> inner = service.guard("inner")
                .timeLimit(Duration.ofMinutes(2))
                .build(() -> current().left());
        Guard<Duration> outer = service.guard("outer")
                .timeLimit(Duration.ofMinutes(3))
                .build(() -> {
                    service.time.pass(Duration.ofSeconds(90));
                    return inner.<RuntimeException>call();
                });
        assertEquals(Duration.ofSeconds(90), outer.<RuntimeException>call());
        assertEquals(Duration.ofMinutes(2), inner.<RuntimeException>call());
    }

    @Test
    void itCutsOffAPrimaryThatHasNoLimitOfItsOwnAndThatIsNotThePrimarysFault() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Guard<String> price = service.guard("price")
                .openAt(100, 1, Duration.ofSeconds(5))
                .build(() -> PriceService.hang(interrupted));
        PriceService.until(interrupted, () -> {
            TimeoutException late = assertThrows(
                    TimeoutException.class,
                    () -> Deadline.after(Duration.ofMillis(20), Time.system()).<String, Exception>call(price::call));
            String message = String.valueOf(late.getMessage());
            assertTrue(
                    message.matches("dashboard.price did not answer within the \\d+ ms left to its caller"), message);
        });
        assertTrue(price.isClosed());
    }

    @Test
    void travelsWithTheContextToAnyThread() throws InterruptedException {
        AtomicReference<Deadline> there = new AtomicReference<>();
        Thread other = in(100).call(() ->
                new Thread(ContextSnapshotFactory.builder().build().captureAll().wrap(() -> there.set(current()))));
        other.start();
        other.join();
        assertEquals(Duration.ofMillis(100), Objects.requireNonNull(there.get()).left());
    }

    @Test
    void afterItADefaultStillAnswersButNothingThatNeedsTime() {
        Guard<String> price = service.guard("price")
                .build(
                        service::failing,
                        Fallback.<String>to(() -> "slow").within(Duration.ofMinutes(1)),
                        Fallback.to(() -> "default"));
        assertEquals("default", Deadline.after(Duration.ZERO, service.time).call(() -> service.inCall(price)));
        assertEquals(0, service.asked.get());
    }

    private boolean assertLeft(long millis) {
        assertEquals(Duration.ofMillis(millis), current().left());
        return true;
    }

    private Deadline in(long millis) {
        return Deadline.after(Duration.ofMillis(millis), service.time);
    }

    private static Deadline current() {
        return Objects.requireNonNull(Deadline.current());
    }
}
