package io.governance.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A live table of counts that only grow: what an operation or one side of a swap records into.
 *
 * <p>Budget of {@link #add}: one bucket index and one compare-and-set, about 8 ns, no allocation once a page exists.
 * Nothing is there before the first value, and pages of 32 cells (272 bytes) come at first touch. When two threads meet
 * in a cell, the table gets four lanes, and threads keep to their own: contention does not slow down callers.
 * Thread-safe.
 */
public final class Recorder {
    private static final int CELLS = 32;
    private static final int LANES = 4;
    private static final Lane[] NONE = {};
    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle PAGE = MethodHandles.arrayElementVarHandle(long[][].class);
    private static final VarHandle ALL;

    static {
        try {
            ALL = MethodHandles.lookup().findVarHandle(Recorder.class, "lanes", Lane[].class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Lane {
        final long[][] pages;

        Lane(int size) {
            pages = new long[(size + CELLS - 1) / CELLS][];
        }

        long[] page(int index) {
            long[] page = (long[]) PAGE.getAcquire(pages, index);
            return page == null ? fresh(index) : page;
        }

        private long[] fresh(int index) {
            long[] fresh = new long[CELLS];
            long[] before = (long[]) PAGE.compareAndExchange(pages, index, null, fresh);
            return before == null ? fresh : before;
        }
    }

    private final BucketLayout layout;
    private volatile Lane[] lanes = NONE;

    /** Makes an empty table. */
    public Recorder(BucketLayout layout) {
        this.layout = layout;
    }

    /** Counts a value in its bucket. */
    public void add(long value) {
        add(value, (int) Thread.currentThread().getId());
    }

    /** Counts a value; threads with different lanes seldom meet. */
    void add(long value, int lane) {
        int bucket = layout.indexOf(value);
        Lane[] all = lanes;
        if (all.length == 0) {
            all = widen(all, 1);
        }
        long[] page = all[lane & (all.length - 1)].page(bucket / CELLS);
        int cell = bucket & (CELLS - 1);
        long seen = (long) CELL.getOpaque(page, cell);
        if (!CELL.compareAndSet(page, cell, seen, seen + 1)) {
            CELL.getAndAdd(page, cell, 1L);
            if (all.length < LANES) {
                widen(all, LANES);
            }
        }
    }

    private Lane[] widen(Lane[] before, int to) {
        Lane[] after = new Lane[to];
        for (int i = 0; i < to; i++) {
            after[i] = i < before.length ? before[i] : new Lane(layout.size());
        }
        return ALL.compareAndSet(this, before, after) ? after : lanes;
    }

    /** Returns all counts so far. Concurrent additions may or may not be in it; none is ever lost or seen twice. */
    public Histogram read() {
        if (lanes.length == 0) {
            return Histogram.empty(layout);
        }
        long[] dense = new long[layout.size()];
        addTo(dense, 0);
        return Histogram.of(layout, dense);
    }

    void addTo(long[] cells, int offset) {
        for (Lane lane : lanes) {
            for (int p = 0; p < lane.pages.length; p++) {
                long[] page = (long[]) PAGE.getAcquire(lane.pages, p);
                if (page != null) {
                    int from = offset + p * CELLS;
                    for (int cell = 0; cell < CELLS && p * CELLS + cell < layout.size(); cell++) {
                        cells[from + cell] += (long) CELL.getOpaque(page, cell);
                    }
                }
            }
        }
    }
}
