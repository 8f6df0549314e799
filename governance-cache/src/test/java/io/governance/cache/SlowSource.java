package io.governance.cache;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A source whose reads take their value at once and hand it over when the test says so. */
final class SlowSource {
    /** One read under way. */
    static final class Read {
        private final CountDownLatch released = new CountDownLatch(1);

        void finish() {
            released.countDown();
        }
    }

    private final ConcurrentLinkedQueue<Read> reads = new ConcurrentLinkedQueue<>();
    private final AtomicInteger begun = new AtomicInteger();
    private volatile String value;

    SlowSource(String value) {
        this.value = value;
    }

    void write(String newValue) {
        value = newValue;
    }

    int begun() {
        return begun.get();
    }

    String load(String key) throws InterruptedException {
        String taken = value;
        Read read = new Read();
        reads.add(read);
        begun.incrementAndGet();
        if (!read.released.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the test did not finish the read of " + key);
        }
        return taken;
    }

    /** Returns the next read that the test has not been handed, as soon as it has begun. */
    Read nextRead() {
        Desk.await(() -> !reads.isEmpty());
        return reads.remove();
    }
}
