package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.ManualTime;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** When the machine has no thread left, an asynchronous call still ends. */
class NoThreadTest {
    private static final Executor NONE = work -> {
        throw new OutOfMemoryError("unable to create native thread");
    };

    private final ManualPauses pauses = new ManualPauses(new ManualTime());
    private final ManualTime time = new ManualTime();

    private Parts parts() {
        GuardSettings settings = new GuardSettings("price");
        settings.retries = 1;
        settings.random = () -> 1;
        settings.pauses = pauses;
        Timer age = new SimpleMeterRegistry().timer("age");
        Parts usual = Parts.of("price", settings, time, new GuardCounts(0), age);
        return new Parts(
                usual.name(),
                usual.countsAsFailure(),
                usual.bulkhead(),
                usual.retries(),
                usual.budget(),
                usual.breaker(),
                usual.gate(),
                usual.limit(),
                usual.timeLimit(),
                usual.fallbackLimit(),
                NONE,
                pauses,
                usual.counts(),
                age);
    }

    @Test
    void aRetryThatCannotBeStartedEndsTheCallAndFreesItsPlace() {
        Parts parts = parts();
        Primary<String> lost = new Primary.Staged<>(() -> CompletableFuture.failedFuture(new IOException("lost")));
        CompletableFuture<String> answer = new AsyncCall<>(parts, lost, new FallbackChain<>(parts, List.of())).start();
        pauses.pass(Duration.ofMinutes(1));
        Throwable failure =
                assertThrows(CompletionException.class, answer::join).getCause();
        assertInstanceOf(IOException.class, failure);
        assertInstanceOf(OutOfMemoryError.class, failure.getSuppressed()[0]);
        assertEquals(64, parts.bulkhead().getMetrics().getAvailableConcurrentCalls());
    }

    @Test
    void aTimeLimitThatIsOverEndsTheCallOnTheThreadOfTheTimer() {
        TimeLimit limit = new TimeLimit("price", parts().bulkhead(), NONE, pauses, new GuardCounts(0), time);
        CompletableFuture<String> answer = new CompletableFuture<>();
        limit.watch(answer, new Allowance(1_000_000, false));
        pauses.pass(Duration.ofMillis(2));
        assertTrue(answer.isCompletedExceptionally());
        assertInstanceOf(
                TimeoutException.class,
                assertThrows(CompletionException.class, answer::join).getCause());
    }
}
