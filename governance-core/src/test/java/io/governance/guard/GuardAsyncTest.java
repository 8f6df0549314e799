package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardAsyncTest {
    private static final Duration OPEN = Duration.ofSeconds(5);
    private static final int ENOUGH_SECONDS = 60;

    private final PriceService service = new PriceService();
    private final ManualPauses pauses = new ManualPauses(service.time);
    private final List<CompletableFuture<String>> stages = new ArrayList<>();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void holdsNoThreadWhileItWaits() {
        Guard<String> price = builder().timeLimit(Duration.ofSeconds(1)).buildAsync(this::stage);
        List<CompletableFuture<String>> answers = new ArrayList<>();
        long before = threads();
        for (int i = 0; i < 50; i++) {
            answers.add(price.callAsync());
        }
        assertEquals(50, service.gauge("governance.guard.inside"));
        assertTrue(threads() <= before, "nobody waits");
        stages.forEach(stage -> stage.complete("now"));
        answers.forEach(answer -> assertEquals("now", answer.join()));
        assertEquals(0, service.gauge("governance.guard.inside"));
        assertEquals(0, pauses.waiting(), "timers are forgotten");
    }

    @Test
    void asksAgainAfterAPauseAndThenTheFallbacks() throws Exception {
        Guard<String> price = builder()
                .retries(1)
                .buildAsync(
                        this::stage,
                        Fallback.to(() -> {
                            throw new IOException("second");
                        }),
                        Fallback.toAsync(() -> CompletableFuture.completedFuture("third")));
        CompletableFuture<String> answer = price.callAsync();
        stages.get(0).completeExceptionally(new IOException("lost"));
        assertEquals(1, stages.size());
        assertFalse(answer.isDone());
        pauses.pass(Duration.ofSeconds(1));
        until(() -> stages.size() == 2);
        stages.get(1).completeExceptionally(new IOException("lost again"));
        assertEquals("third", answer.get(ENOUGH_SECONDS, TimeUnit.SECONDS));
        assertEquals(1, service.counted("governance.guard.retries"));
        assertEquals(1, price.fallbacks());
    }

    @Test
    void theTimeLimitFailsItCancelsTheStageAndCountsForTheCircuit() {
        Guard<String> price =
                builder().openAt(100, 1, OPEN).timeLimit(Duration.ofMillis(300)).buildAsync(this::stage);
        CompletableFuture<String> answer = price.callAsync();
        pauses.pass(Duration.ofMillis(299));
        assertFalse(answer.isDone());
        pauses.pass(Duration.ofMillis(1));
        TimeoutException late = assertInstanceOf(TimeoutException.class, failure(answer));
        assertEquals("dashboard.price did not answer within 300 ms", late.getMessage());
        until(() -> stages.get(0).isCancelled());
        assertFalse(price.isClosed());
    }

    @Test
    void cancellingGivesUpTheStageFreesThePlaceAndBlamesNobody() {
        Guard<String> price =
                builder().concurrent(1).retries(3).openAt(100, 1, OPEN).buildAsync(this::stage);
        CompletableFuture<String> answer = price.callAsync();
        assertInstanceOf(BulkheadFullException.class, failure(price.callAsync()));
        assertTrue(answer.cancel(true));
        assertTrue(stages.get(0).isCancelled());
        assertEquals(0, service.gauge("governance.guard.inside"));
        assertTrue(price.isClosed());
        assertEquals(0, service.counted("governance.guard.retries"));
    }

    @Test
    void cancellingDuringAPauseFreesThePlace() {
        Guard<String> price = builder().retries(3).buildAsync(this::stage);
        CompletableFuture<String> answer = price.callAsync();
        stages.get(0).completeExceptionally(new IOException("lost"));
        answer.cancel(true);
        until(() -> service.gauge("governance.guard.inside") == 0);
        assertEquals(1, stages.size());
    }

    @Test
    void aPrimaryThatWaitsRunsOnAThreadOfTheGuardAndIsInterruptedWhenCancelled() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch isIn = new CountDownLatch(1);
        Guard<String> price = builder().build(() -> {
            isIn.countDown();
            return PriceService.hang(interrupted);
        });
        CompletableFuture<String> answer = price.callAsync();
        isIn.await();
        answer.cancel(true);
        interrupted.await();
        assertThrows(CancellationException.class, answer::join);
        until(() -> service.gauge("governance.guard.running") == 0);
    }

    @Test
    void codeThatWaitsMayBeAskedAsyncAndCodeThatDoesNotMayBeWaitedFor() throws Exception {
        Guard<String> price = builder().build(() -> "waiting");
        assertEquals("waiting", price.callAsync().get(ENOUGH_SECONDS, TimeUnit.SECONDS));
        Guard<String> staged = price.withAsync(() -> CompletableFuture.supplyAsync(() -> "staged"));
        assertEquals("staged", staged.<RuntimeException>call());
    }

    @Test
    void failuresAreTheOnesOfTheStageWithoutWrapping() {
        IOException lost = new IOException("lost");
        Guard<String> price = builder()
                .buildAsync(() -> CompletableFuture.<String>failedFuture(lost).thenApply(v -> v));
        assertSame(lost, failure(price.callAsync()));
        assertSame(lost, assertThrows(IOException.class, price::<IOException>call));
    }

    @Test
    void codeThatThrowsInsteadOfGivingAStageFailsTheFuture() {
        Guard<String> price = builder().buildAsync(() -> {
            throw new IOException("no connection");
        });
        assertInstanceOf(IOException.class, failure(price.callAsync()));
        assertEquals(0, service.gauge("governance.guard.inside"));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without a null checker may do
    void noStageAtAllIsNamed() {
        Guard<String> price = builder().buildAsync(() -> null);
        assertEquals(
                "dashboard.price returned no stage, but null",
                failure(price.callAsync()).getMessage());
    }

    @Test
    void anInterruptedCallerThatWaitsGivesUpTheStage() {
        Guard<String> price = builder().buildAsync(() -> {
            Thread.currentThread().interrupt();
            return stage();
        });
        assertThrows(InterruptedException.class, price::<Exception>call);
        assertTrue(Thread.interrupted());
        assertTrue(stages.get(0).isCancelled());
    }

    @Test
    void aCallThatTheFallbackAnswersAtOnceIsDegraded() {
        Guard<String> price = builder()
                .buildAsync(
                        () -> CompletableFuture.failedFuture(new IOException("lost")),
                        Fallback.toAsync(() -> CompletableFuture.completedFuture("fallback")));
        assertEquals("fallback", service.dashboard.call(() -> price.callAsync().join()));
        service.counts(1, 0, 1, 0);
    }

    private Guard.Builder builder() {
        return service.guard("price").pauses(pauses).random(() -> 1);
    }

    private CompletableFuture<String> stage() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        stages.add(stage);
        return stage;
    }

    private static Throwable failure(CompletableFuture<?> answer) {
        return Objects.requireNonNull(
                assertThrows(ExecutionException.class, () -> answer.get(ENOUGH_SECONDS, TimeUnit.SECONDS))
                        .getCause());
    }

    private interface Condition {
        boolean holds();
    }

    /** Work that goes on on the guard's own threads is waited for by looking. */
    private static void until(Condition condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ENOUGH_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, "it did not happen");
            Thread.onSpinWait();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("guard-dashboard.price"))
                .count();
    }
}
