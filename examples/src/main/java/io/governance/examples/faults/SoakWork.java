package io.governance.examples.faults;

import io.governance.Governance;
import io.governance.guard.Guard;
import io.governance.measure.Operation;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Threads that call operations inside operations, through guards that sometimes fail, until told to stop. */
final class SoakWork implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int FAILING = 50;
    private static final int SLOW = 997;
    private static final long STOP_SECONDS = 10;
    private static final Duration TIME_LIMIT = Duration.ofMillis(200);

    private final Governance governance = Governance.builder().service("soak").build();
    private final Operation order = governance.operation("soak.order");
    private final Operation price = governance.operation("soak.price");
    private final Guard<Long> guarded;
    private final Guard<Long> limited;
    private final LongAdder calls = new LongAdder();
    private final LongAdder turns = new LongAdder();
    private final ExecutorService threads;
    private final boolean isVirtual;
    private volatile boolean isStopped;

    private SoakWork(int count) {
        this.guarded = Guard.builder(price, "plain").retries(1).build(this::lookUp, () -> 0L);
        this.limited = Guard.builder(price, "limited").timeLimit(TIME_LIMIT).build(this::lookUp, () -> 0L);
        this.isVirtual = Runtime.version().feature() >= 21;
        this.threads = isVirtual ? virtual() : Executors.newFixedThreadPool(count);
    }

    /** Starts so many threads: virtual ones where the JVM has them. */
    static SoakWork start(int count) {
        SoakWork work = new SoakWork(count);
        for (int i = 0; i < count; i++) {
            work.threads.execute(work::run);
        }
        return work;
    }

    /** The code is compiled for a JDK that has none. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("this JVM has no virtual threads", e);
        }
    }

    private void run() {
        while (!isStopped) {
            order.call(() -> price.call(guarded::<RuntimeException>call) + price.call(limited::<RuntimeException>call));
            calls.increment();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private long lookUp() {
        turns.increment();
        long turn = turns.sum();
        if (turn % FAILING == 0) {
            throw new IllegalStateException("one in " + FAILING + " fails");
        }
        if (turn % SLOW == 0) {
            LockSupport.parkNanos(TIME_LIMIT.toNanos() * 2);
        }
        return turn;
    }

    boolean isVirtual() {
        return isVirtual;
    }

    long calls() {
        return calls.sum();
    }

    /** Returns how many failures of its own the library has counted. */
    long complaints() {
        return governance.complaints();
    }

    @Override
    public void close() {
        isStopped = true;
        threads.shutdown();
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        governance.close();
    }
}
