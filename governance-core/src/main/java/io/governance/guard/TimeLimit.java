package io.governance.guard;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.governance.measure.Operation;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the primary on a thread of its own and gives up on it in time; as many threads as callers are let in. */
final class TimeLimit {
    private static final long IDLE_SECONDS = 10;

    private final String name;
    private final Duration longest;
    private final Bulkhead bulkhead;
    private final ThreadPoolExecutor threads;

    TimeLimit(String name, Duration longest, Bulkhead bulkhead) {
        this.name = name;
        this.longest = longest;
        this.bulkhead = bulkhead;
        int concurrent = bulkhead.getBulkheadConfig().getMaxConcurrentCalls();
        this.threads = new ThreadPoolExecutor(
                0, concurrent, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "guard-" + name);
                    thread.setDaemon(true);
                    return thread;
                });
    }

    <T> T run(Operation.Body<? extends T, ? extends Exception> primary) throws Exception {
        Future<? extends T> answer = submit(primary);
        try {
            return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw (TimeoutException)
                    new TimeoutException(name + " did not answer within " + longest.toMillis() + " ms").initCause(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Primaries that were given up but ignore being interrupted still take up threads. */
    private <T> Future<? extends T> submit(Operation.Body<? extends T, ? extends Exception> primary) {
        try {
            return threads.submit(primary::run);
        } catch (RejectedExecutionException e) {
            BulkheadFullException full = BulkheadFullException.createBulkheadFullException(bulkhead);
            full.addSuppressed(e);
            throw full;
        }
    }
}
