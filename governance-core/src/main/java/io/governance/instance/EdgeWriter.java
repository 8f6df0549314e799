package io.governance.instance;

import io.governance.measure.CallWatch;
import io.governance.measure.Operation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes the edges of calls into JFR's buffer of the calling thread; a bounded number of them, then it says so. */
final class EdgeWriter implements CallWatch {
    private final AtomicInteger left;
    private final CountDownLatch full;

    EdgeWriter(int most, CountDownLatch full) {
        this.left = new AtomicInteger(most);
        this.full = full;
    }

    @Override
    public void entered(Operation operation) {
        write(operation, true);
    }

    @Override
    public void left(Operation operation) {
        write(operation, false);
    }

    private void write(Operation operation, boolean entered) {
        if (left.get() <= 0 || left.decrementAndGet() <= 0) {
            full.countDown();
            return;
        }
        try {
            CallEdge edge = new CallEdge();
            edge.operation = operation.name();
            edge.entered = entered;
            edge.commit();
        } catch (RuntimeException | Error e) {
            full.countDown(); // the profile ends early; the call goes on as if nobody had looked
        }
    }
}
