package io.governance.instance;

import io.governance.measure.Time;
import java.util.concurrent.locks.LockSupport;

/** The thread that only wants to wait for 50 ms, again and again. */
final class StallThread implements AutoCloseable {
    private static final long PERIOD_NANOS = 50_000_000;

    private final Time time;
    private final StallLog log;
    private final Thread thread = new Thread(this::run, "governance-stall");
    private volatile boolean isClosed;

    StallThread(Time time, StallLog log) {
        this.time = time;
        this.log = log;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!isClosed) {
            long due = time.nanos() + PERIOD_NANOS;
            LockSupport.parkNanos(this, PERIOD_NANOS);
            log.woke(due, time.nanos());
        }
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
    }
}
