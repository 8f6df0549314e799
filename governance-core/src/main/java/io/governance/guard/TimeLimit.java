package io.governance.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.governance.measure.Operation;
import io.governance.measure.Time;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body on a thread of the guard and gives up on it in time. At most as many bodies run as callers are let in:
 * those that were given up but ignore being interrupted keep their places.
 *
 * <p>What belongs to the calling thread goes with the body, by Micrometer's context propagation: the current call, so
 * that statements are counted into it, and the deadline.
 */
final class TimeLimit {
    static final ContextSnapshotFactory CONTEXT =
            ContextSnapshotFactory.builder().build();

    private final String name;
    private final Bulkhead bulkhead;
    private final Executor threads;
    private final Pauses pauses;
    private final GuardCounts counts;
    private final Time time;
    private final AtomicInteger running = new AtomicInteger();

    TimeLimit(String name, Bulkhead bulkhead, Executor threads, Pauses pauses, GuardCounts counts, Time time) {
        this.name = name;
        this.bulkhead = bulkhead;
        this.threads = threads;
        this.pauses = pauses;
        this.counts = counts;
        this.time = time;
    }

    <T> T run(Operation.Body<? extends T, ? extends Exception> body, Allowance allowance) throws Exception {
        LimitedTask<T> task = start(body, allowance, null);
        try {
            return task.get(allowance.nanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw late(allowance);
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw causeOf(e);
        }
    }

    /** Starts a body; who wants to give it up cancels the task. */
    <T> LimitedTask<T> start(
            Operation.Body<? extends T, ? extends Exception> body,
            Allowance allowance,
            @Nullable CompletableFuture<T> answer) {
        if (running.incrementAndGet() > bulkhead.getBulkheadConfig().getMaxConcurrentCalls()) {
            running.decrementAndGet();
            counts.add(GuardCount.REFUSED_BY_BULKHEAD);
            throw BulkheadFullException.createBulkheadFullException(bulkhead);
        }
        LimitedTask.Place place = new LimitedTask.Place(running::decrementAndGet);
        try {
            LimitedTask<T> task = new LimitedTask<>(inContext(body, allowance), place, answer);
            threads.execute(task);
            return task;
        } catch (RuntimeException | Error e) {
            place.free(); // no thread could be had
            throw e;
        }
    }

    private <T> Callable<T> inContext(Operation.Body<? extends T, ? extends Exception> body, Allowance allowance) {
        ContextSnapshot context = CONTEXT.captureAll();
        Operation.Body<T, Exception> limited = under(body, allowance);
        return context.wrap((Callable<T>) limited::run);
    }

    /** The body under a deadline as near as what it is allowed. */
    <T> Operation.Body<T, Exception> under(Operation.Body<? extends T, ? extends Exception> body, Allowance allowance) {
        if (allowance.isUnlimited()) {
            return body::run;
        }
        Deadline deadline = Deadline.afterNanos(allowance.nanos(), time);
        return () -> deadline.call(body::run);
    }

    /** Fails what will hold an answer when the time is over. */
    void watch(CompletableFuture<?> answer, Allowance allowance) {
        if (allowance.isUnlimited() || answer.isDone()) {
            return;
        }
        CompletableFuture<Boolean> timer = pauses.later(allowance.nanos());
        AsyncCall.atEnd(timer, cancelled -> {
            if (cancelled == null) {
                failOnAnotherThread(answer, allowance);
            }
        });
        AsyncCall.atEnd(answer, failure -> timer.cancel(false));
    }

    private void failOnAnotherThread(CompletableFuture<?> answer, Allowance allowance) {
        try {
            threads.execute(() -> fail(answer, allowance));
        } catch (RuntimeException | Error e) {
            fail(answer, allowance); // no thread could be had: better on the timer's than never
        }
    }

    private void fail(CompletableFuture<?> answer, Allowance allowance) {
        if (!answer.isDone()) {
            answer.completeExceptionally(late(allowance));
        }
    }

    String name() {
        return name;
    }

    private LateException late(Allowance allowance) {
        counts.add(allowance.isCallersDeadline() ? GuardCount.BEYOND_DEADLINE : GuardCount.BEYOND_TIME_LIMIT);
        return allowance.late(name);
    }

    /** Bodies that run now, those among them that nobody waits for any more. */
    int running() {
        return running.get();
    }

    static Exception causeOf(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof Exception cause ? cause : e;
    }
}
