package io.governance.flags;

import io.governance.measure.BucketLayout;
import io.governance.measure.Histogram;
import io.governance.measure.Recorder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Live counters of one side in one slice. Counts only grow.
 *
 * <p>A call adds to {@code assigned}, then {@code done}, then the rest; {@link #read} reads in the opposite order, so
 * that tables never hold more calls than have ended, nor more than were assigned.
 */
final class Arm {
    /** What an arm has counted, read at one moment. */
    record Counts(Map<String, Histogram> tables, long errors, long done, long assigned) {
        /** Grows with everything that is counted: two readings with the same sum are the same. */
        long sum() {
            return errors
                    + done
                    + assigned
                    + tables.values().stream().mapToLong(Histogram::count).sum();
        }
    }

    private final LongAdder assigned = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Recorder latency = new Recorder(BucketLayout.NANOSECONDS);
    private final Recorder cpu = new Recorder(BucketLayout.NANOSECONDS);
    private final Recorder allocation = new Recorder(BucketLayout.BYTES);
    private final Recorder queries = new Recorder(BucketLayout.COUNT);

    void assign() {
        assigned.increment();
    }

    void end(boolean failed) {
        done.increment();
        if (failed) {
            errors.increment();
        }
    }

    void measure(long nanos, long bytes, long queryCount, long cpuNanos) {
        latency.add(nanos);
        allocation.add(bytes);
        queries.add(queryCount);
        if (cpuNanos >= 0) {
            cpu.add(cpuNanos);
        }
    }

    Counts read() {
        Map<String, Histogram> tables = new LinkedHashMap<>();
        tables.put("lat", latency.read());
        tables.put("alloc", allocation.read());
        tables.put("qry", queries.read());
        tables.put("cpu", cpu.read());
        long failed = errors.sum();
        long ended = done.sum();
        return new Counts(tables, failed, ended, assigned.sum());
    }
}
