package io.governance;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The two threads of the library: one beats, one talks to the store. The queue before the store is bounded; what does
 * not fit is dropped and counted.
 */
final class Threads implements AutoCloseable {
    private static final int QUEUE = 1_024;
    private static final long BEAT_MILLIS = 50;
    private static final long STOP_SECONDS = 1;
    private static final long FLUSH_SECONDS = 5;

    private final ScheduledExecutorService beat;
    private final ThreadPoolExecutor store;
    private final Complaints complaints;

    Threads(Runnable onBeat, Complaints complaints) {
        this.complaints = complaints;
        this.store = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), daemon("governance-store"));
        this.beat = new ScheduledThreadPoolExecutor(1, daemon("governance-beat"));
        var unused = beat.scheduleWithFixedDelay(onBeat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    Executor store() {
        return work -> {
            try {
                store.execute(work);
            } catch (RejectedExecutionException e) {
                complaints.add(
                        store.isShutdown()
                                ? "work for the store came after the end and was dropped"
                                : "the store is too slow: " + QUEUE + " pieces of work wait, this one was dropped");
            }
        };
    }

    /** Nothing is judged or cut into samples any more; waits for what is running, a second at most. */
    boolean stopBeating() {
        beat.shutdownNow();
        try {
            return beat.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What waits for the store is still written, for at most five seconds. */
    @Override
    public void close() {
        store.shutdown();
        try {
            if (!store.awaitTermination(FLUSH_SECONDS, TimeUnit.SECONDS)) {
                complaints.add("closed before everything was written to the store: "
                        + store.shutdownNow().size() + " pieces of work lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            store.shutdownNow();
        }
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
