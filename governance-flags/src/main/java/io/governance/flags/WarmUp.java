package io.governance.flags;

import java.util.concurrent.atomic.AtomicLong;

/** Whether the new side has run often or long enough on this node to be judged: cold code says nothing of warm code. */
final class WarmUp {
    private final long calls;
    private final long endNanos;
    private final AtomicLong seen = new AtomicLong();
    private volatile boolean isOver;

    WarmUp(long calls, long endNanos) {
        this.calls = calls;
        this.endNanos = endNanos;
        this.isOver = calls == 0;
    }

    boolean isOver(long nowNanos) {
        if (!isOver && nowNanos - endNanos >= 0) {
            isOver = true;
        }
        return isOver;
    }

    void newSideRan() {
        if (!isOver && seen.incrementAndGet() >= calls) {
            isOver = true;
        }
    }
}
