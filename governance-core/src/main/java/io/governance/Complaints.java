package io.governance;

import io.governance.measure.Time;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our own failures: each is counted, at most one a minute is logged, none reaches the application. */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger("io.governance");
    private static final long QUIET_NANOS = 60_000_000_000L;

    /** Where one line a minute goes. */
    interface Log {
        void warn(String line, @Nullable Throwable trace);
    }

    private final LongAdder count = new LongAdder();
    private final AtomicLong quietUntil = new AtomicLong();
    private final Time time;
    private final Log log;

    Complaints(Time time) {
        this(time, LOG::warn);
    }

    Complaints(Time time, Log log) {
        this.time = time;
        this.log = log;
        this.quietUntil.set(time.nanos());
    }

    long count() {
        return count.sum();
    }

    void add(String what, Throwable cause) {
        count(what + ": " + cause, cause instanceof RuntimeException ? cause : null);
    }

    void add(String what) {
        count(what, null);
    }

    /** Returns an executor on which work for the store may fail without any other effect than being counted. */
    Executor guarding(Executor executor) {
        return work -> executor.execute(() -> {
            try {
                work.run();
            } catch (Throwable e) { // generic code may throw checked exceptions that nobody declared
                keepInterrupt(e);
                add("work for the store failed", e);
            }
        });
    }

    /** Who swallows an interrupt must still tell the thread that it was asked to stop. */
    static void keepInterrupt(Throwable e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(String what, @Nullable Throwable trace) {
        count.increment();
        long until = quietUntil.get();
        long now = time.nanos();
        if (now - until >= 0 && quietUntil.compareAndSet(until, now + QUIET_NANOS)) {
            say(what + " (" + count.sum() + " failures so far; the application is not affected)", trace);
        }
    }

    private void say(String line, @Nullable Throwable trace) {
        try {
            log.warn(line, trace);
        } catch (RuntimeException e) {
            // An appender that throws must not reach the application either; what it did not write was counted.
            count.increment();
        }
    }
}
