package io.governance.flags;

import java.time.Duration;

/** Whether the store still answers: lost after 30 s, counted from the first question that has had no answer since. */
final class Contact {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private boolean isWaiting;
    private long askedNanos;

    synchronized void asked(long nowNanos) {
        if (!isWaiting) {
            isWaiting = true;
            askedNanos = nowNanos;
        }
    }

    synchronized void answered() {
        isWaiting = false;
    }

    synchronized boolean isLost(long nowNanos) {
        return isWaiting && nowNanos - askedNanos >= PATIENCE_NANOS;
    }
}
