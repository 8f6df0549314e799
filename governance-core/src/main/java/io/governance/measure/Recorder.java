package io.governance.measure;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A live table of counts that only grow: what an operation or one side of a swap records into.
 *
 * <p>Budget of {@link #add}: one bucket index and one compare-and-set, about 8 ns, no allocation once a page exists.
 * Pages of 32 cells come at first touch, so an idle operation costs almost nothing; a thread that loses a race moves to
 * a stripe of its own, so contention does not slow down callers. Thread-safe.
 */
public final class Recorder {
    private static final int CELLS = 32;
    private static final int STRIPES = 4;

    private final BucketLayout layout;
    private final AtomicReferenceArray<AtomicReferenceArray<AtomicLongArray>> stripes =
            new AtomicReferenceArray<>(STRIPES);
    private final AtomicReferenceArray<AtomicLongArray> first;

    /** Makes an empty table. */
    public Recorder(BucketLayout layout) {
        this.layout = layout;
        this.first = stripe(0);
    }

    /** Counts a value in its bucket. */
    public void add(long value) {
        addToBucket(layout.indexOf(value));
    }

    private void addToBucket(int bucket) {
        AtomicLongArray page = page(first, bucket / CELLS);
        int cell = bucket % CELLS;
        long seen = page.getPlain(cell);
        if (!page.weakCompareAndSetVolatile(cell, seen, seen + 1)) {
            int stripe = 1 + (int) (Thread.currentThread().getId() % (STRIPES - 1));
            page(stripe(stripe), bucket / CELLS).getAndIncrement(cell);
        }
    }

    /** Returns all counts so far. Concurrent additions may or may not be in it; none is ever lost or seen twice. */
    public Histogram read() {
        long[] dense = new long[layout.size()];
        for (int s = 0; s < STRIPES; s++) {
            AtomicReferenceArray<AtomicLongArray> stripe = stripes.get(s);
            for (int p = 0; stripe != null && p < stripe.length(); p++) {
                AtomicLongArray page = stripe.get(p);
                for (int cell = 0; page != null && cell < CELLS && p * CELLS + cell < dense.length; cell++) {
                    dense[p * CELLS + cell] += page.get(cell);
                }
            }
        }
        return Histogram.of(layout, dense);
    }

    private AtomicReferenceArray<AtomicLongArray> stripe(int index) {
        AtomicReferenceArray<AtomicLongArray> stripe = stripes.get(index);
        if (stripe == null) {
            AtomicReferenceArray<AtomicLongArray> fresh =
                    new AtomicReferenceArray<>((layout.size() + CELLS - 1) / CELLS);
            stripe = stripes.compareAndSet(index, null, fresh) ? fresh : stripes.get(index);
        }
        return stripe;
    }

    private static AtomicLongArray page(AtomicReferenceArray<AtomicLongArray> stripe, int index) {
        AtomicLongArray page = stripe.get(index);
        if (page == null) {
            AtomicLongArray fresh = new AtomicLongArray(CELLS);
            page = stripe.compareAndSet(index, null, fresh) ? fresh : stripe.get(index);
        }
        return page;
    }
}
