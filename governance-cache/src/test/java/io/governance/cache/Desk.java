package io.governance.cache;

import io.governance.Governance;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** What the tests share: a governance whose time is moved by hand, and threads that are waited for. */
final class Desk {
    static final Duration TTL = Duration.ofMinutes(5);

    final ManualTime time = new ManualTime();
    final Governance governance =
            Governance.builder().environment(Map.of()).time(time).manual().build();

    GovernedCacheBuilder parts() {
        return GovernedCache.builder(governance, "parts").ttl(TTL).maximumSize(1_000);
    }

    /** Lets time pass in the steps in which the governance collects. */
    void pass(Duration duration) {
        for (Duration gone = Duration.ZERO; gone.compareTo(duration) < 0; gone = gone.plus(Caches.TURN)) {
            time.pass(Caches.TURN);
            governance.step();
        }
    }

    static <T> CompletableFuture<T> onThread(Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(work.call());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    static <T> T answer(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(20, TimeUnit.SECONDS);
    }

    static Throwable failure(CompletableFuture<?> future) throws InterruptedException, TimeoutException {
        try {
            throw new AssertionError("expected a failure, found " + future.get(20, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
    }

    /** Waits for what another thread is about to do. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("did not happen within 20 s");
            }
            Thread.onSpinWait();
        }
    }
}
