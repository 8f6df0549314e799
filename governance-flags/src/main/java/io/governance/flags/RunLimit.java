package io.governance.flags;

import org.jspecify.annotations.Nullable;

/** Interrupts a run that takes too long: a hung new side must not end the comparison for ever. */
final class RunLimit {
    private final long nanos;
    private @Nullable Thread running;
    private long sinceNanos;

    RunLimit(long nanos) {
        this.nanos = nanos;
    }

    synchronized void begin(long nowNanos) {
        running = Thread.currentThread();
        sinceNanos = nowNanos;
    }

    /** An interruption that came at the last moment must not reach the next run. */
    synchronized void end() {
        if (running != null) {
            running = null;
            Thread.interrupted();
        }
    }

    synchronized void interruptOverdue(long nowNanos) {
        if (running != null && nowNanos - sinceNanos > nanos) {
            running.interrupt();
        }
    }
}
