package io.governance.measure;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Everything that is counted of one operation, live.
 *
 * <p>A plain call writes in one place: its bucket of the response time. All else is written by the calls that have it.
 */
final class Tables {
    private final Recorder responseTime = new Recorder(BucketLayout.NANOSECONDS);
    private final Recorder correctedTime = new Recorder(BucketLayout.NANOSECONDS);
    private final Recorder cpuTime = new Recorder(BucketLayout.NANOSECONDS);
    private final Recorder allocation = new Recorder(BucketLayout.BYTES);
    private final Recorder queries = new Recorder(BucketLayout.COUNT);
    private final Recorder payload = new Recorder(BucketLayout.BYTES);
    private final LongAdder errors = new LongAdder();
    private final LongAdder degraded = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder innerNanos = new LongAdder();
    private final long[] edges;
    private final AtomicLongArray aboveEdge;

    Tables(long[] edges) {
        this.edges = edges;
        this.aboveEdge = new AtomicLongArray(edges.length);
    }

    void record(Call call, int lane) {
        long nanos = call.durationNanos;
        responseTime.add(nanos, lane);
        if (edges.length > 0 && nanos > edges[0]) {
            countEdges(nanos);
        }
        if ((call.state & CallState.INTENDED) != 0) {
            long corrected = nanos + call.lateNanos;
            correctedTime.add(corrected < 0 ? Long.MAX_VALUE : corrected, lane);
        }
        if (call.allocatedBytes >= 0) {
            allocation.add(call.allocatedBytes, lane);
            if (call.cpuNanos >= 0) {
                cpuTime.add(call.cpuNanos, lane);
            }
        }
        if (call.queries > 0) {
            queries.add(call.queries, lane);
        }
        if (call.payloadBytes > 0) {
            payload.add(call.payloadBytes, lane);
        }
        if (call.childNanos > 0) {
            innerNanos.add(Math.min(nanos, call.childNanos));
        }
        if ((call.state & CallState.OUTCOMES) != 0) {
            count(call.outcome());
        }
    }

    private void countEdges(long nanos) {
        for (int i = 0; i < edges.length && nanos > edges[i]; i++) {
            aboveEdge.getAndIncrement(i);
        }
    }

    private void count(Outcome outcome) {
        switch (outcome) {
            case ERROR -> errors.increment();
            case DEGRADED -> degraded.increment();
            case REJECTED -> rejected.increment();
            case OK -> {}
        }
    }

    private List<Recorder> recorders() {
        return List.of(responseTime, correctedTime, cpuTime, allocation, queries, payload);
    }

    private long[] counters() {
        long[] counters = new long[4 + edges.length];
        counters[0] = errors.sum();
        counters[1] = degraded.sum();
        counters[2] = rejected.sum();
        counters[3] = innerNanos.sum();
        for (int i = 0; i < edges.length; i++) {
            counters[4 + i] = aboveEdge.get(i);
        }
        return counters;
    }

    void read(long[] into) {
        Columns.read(recorders(), counters(), into);
    }

    Snapshot read(String operation, long from, long to) {
        long[] counters =
                counters(); // first, since a call is counted before its outcome: never more failed than called
        Histogram[] tables = recorders().stream().map(Recorder::read).toArray(Histogram[]::new);
        return Columns.snapshot(operation, from, to, tables, edges, counters);
    }
}
