package io.governance.show;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How long a heartbeat has been missing, less the time in which the whole process stood still. Lock-free. */
final class Silence {
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final AtomicLong excusedNanos = new AtomicLong();
    private volatile long lastBeatNanos;
    private volatile boolean hasBeaten;

    void beat(long nowNanos) {
        lastBeatNanos = nowNanos;
        excusedNanos.set(0);
        hasBeaten = true;
    }

    void excuse(long nanos) {
        excusedNanos.addAndGet(nanos);
    }

    /** Before the first beat there is nothing to miss: a slow start is not a death. */
    boolean isTooLong(long nowNanos) {
        return hasBeaten && nowNanos - lastBeatNanos - excusedNanos.get() >= LIMIT.toNanos();
    }
}
