package io.governance.flags;

import io.governance.measure.Time;
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

    /** Reads the clock only while it is not over. */
    boolean isOver(Time time) {
        if (!isOver && time.nanos() - endNanos >= 0) {
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
