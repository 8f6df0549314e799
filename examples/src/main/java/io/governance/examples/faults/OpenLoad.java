package io.governance.examples.faults;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers who come through the balancer at a steady rate, whether earlier ones were answered or not (open model). Each
 * asks once: what fails is counted, never repeated. Waits are counted from the moment a caller was due.
 */
final class OpenLoad implements AutoCloseable {
    private static final int AT_ONCE = 128;
    private static final int WAITING = 512;
    private static final int ITEMS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int OK = 200;

    private final int port;
    private final long gapNanos;
    private volatile LoadCounters counters = new LoadCounters();
    private final ThreadPoolExecutor callers;
    private final Thread generator;
    private volatile boolean isStopped;

    private OpenLoad(int port, int callsPerSecond) {
        this.port = port;
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
        this.callers = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                work -> daemon(work, "caller"));
        this.generator = daemon(this::generate, "open-load");
    }

    /** Starts callers against a balancer on this machine. */
    static OpenLoad start(int port, int callsPerSecond) {
        OpenLoad load = new OpenLoad(port, callsPerSecond);
        load.callers.prestartAllCoreThreads();
        load.generator.start();
        return load;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void generate() {
        long due = System.nanoTime();
        for (int item = 0; !isStopped; item = (item + 1) % ITEMS) {
            due += gapNanos;
            for (long early = due - System.nanoTime(); early > 0 && !isStopped; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            send("/prices/" + item, due, counters);
        }
    }

    private void send(String path, long due, LoadCounters counted) {
        try {
            callers.execute(() -> call(path, due, counted));
        } catch (RejectedExecutionException e) {
            counted.failed("unsent", path + ": " + WAITING + " callers wait already", since(due));
        }
    }

    private void call(String path, long due, LoadCounters counted) {
        try {
            Http.Answer answer = Http.get(port, path, PATIENCE);
            if (answer.status() == OK) {
                counted.answered(answer.body(), since(due));
            } else {
                counted.failed(Integer.toString(answer.status()), path + ": " + answer, since(due));
            }
        } catch (SocketTimeoutException e) {
            counted.failed("timeout", path + ": " + e.getMessage(), since(due));
        } catch (IOException e) {
            counted.failed("broken", path + ": " + e, since(due));
        }
    }

    private static long since(long due) {
        return System.nanoTime() - due;
    }

    /** Counts from now on only; those who are under way belong to what was before. */
    void countAfresh() {
        counters = new LoadCounters();
    }

    /** Returns what has happened so far. */
    LoadCounters.Reading read() {
        return counters.read();
    }

    /** Lets nobody come any more, waits for those who are there, and returns the final count. */
    LoadCounters.Reading stop() throws InterruptedException {
        isStopped = true;
        generator.join();
        callers.shutdown();
        callers.awaitTermination(PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
        return counters.read();
    }

    @Override
    public void close() {
        isStopped = true;
        callers.shutdownNow();
    }
}
