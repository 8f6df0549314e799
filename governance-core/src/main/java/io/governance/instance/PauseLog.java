package io.governance.instance;

import io.governance.measure.BucketLayout;
import io.governance.measure.Histogram;
import io.governance.measure.Recorder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What the collectors did since the start: sums that only grow, and the last long pauses one by one. Thread-safe. */
final class PauseLog {
    private static final int KEPT = 64;
    private static final long LONG_NANOS = 20_000_000;

    private final Recorder pauses = new Recorder(BucketLayout.NANOSECONDS);
    private final LongAdder pauseNanos = new LongAdder();
    private final LongAdder cycleNanos = new LongAdder();
    private final Deque<Pause> longPauses = new ArrayDeque<>();

    void paused(Pause pause) {
        pauses.add(pause.nanos());
        pauseNanos.add(pause.nanos());
        if (pause.nanos() >= LONG_NANOS) {
            synchronized (longPauses) {
                longPauses.addLast(pause);
                if (longPauses.size() > KEPT) {
                    longPauses.removeFirst();
                }
            }
        }
    }

    /** A cycle of a concurrent collector: the application ran meanwhile. */
    void ranBeside(long nanos) {
        cycleNanos.add(nanos);
    }

    Histogram pauses() {
        return pauses.read();
    }

    double pauseNanos() {
        return pauseNanos.sum();
    }

    double cycleNanos() {
        return cycleNanos.sum();
    }

    List<Pause> longPauses() {
        synchronized (longPauses) {
            return List.copyOf(longPauses);
        }
    }
}
