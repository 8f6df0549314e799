package io.governance;

import io.governance.measure.Histogram;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Signal;
import io.governance.measure.Snapshot;
import io.governance.remember.Evidence;
import io.governance.remember.Samples.Sample;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cuts what was measured into periods for the store: one sample for each operation and signal. */
final class OperationSamples {
    private final Operations operations;
    private final String node;
    private final Map<String, byte[]> last = new HashMap<>(); // one for every operation, so in few bytes
    private Instant from;

    OperationSamples(Operations operations, String node, Instant start) {
        this.operations = operations;
        this.node = node;
        this.from = start.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns the samples since the last time; operations without a call have none. */
    synchronized List<Sample> take(Instant at) {
        // As exact as stores keep it, so that no two periods of a node begin at what is the same moment to a store.
        Instant now = at.truncatedTo(ChronoUnit.MICROS);
        List<Sample> samples = new ArrayList<>();
        if (!now.isAfter(from)) {
            return samples; // the clock stood still or was set back: what was counted goes into the next ones
        }
        for (Operation operation : operations.all()) {
            Snapshot total = operation.sinceStart();
            byte[] kept = last.put(operation.name(), total.toBytes());
            Snapshot before = kept == null ? null : Snapshot.parse(kept);
            add(samples, Signal.RESPONSE_TIME, now, operation, total.responseTime(), before, Snapshot::responseTime);
            add(samples, Signal.ALLOCATION, now, operation, total.allocation(), before, Snapshot::allocation);
            add(samples, Signal.QUERIES, now, operation, total.queries(), before, Snapshot::queries);
            long errors = total.errors() - (before == null ? 0 : before.errors());
            if (errors > 0) {
                samples.add(sample(operation, Signal.ERROR_RATE, now, Map.of(0, errors)));
            }
        }
        from = now;
        return samples;
    }

    private void add(
            List<Sample> samples,
            Signal signal,
            Instant now,
            Operation operation,
            Histogram total,
            @org.jspecify.annotations.Nullable Snapshot before,
            java.util.function.Function<Snapshot, Histogram> of) {
        Histogram since = before == null ? total : total.minus(of.apply(before));
        if (since.count() > 0) {
            samples.add(sample(operation, signal, now, Evidence.Row.buckets(since)));
        }
    }

    private Sample sample(Operation operation, Signal signal, Instant now, Map<Integer, Long> buckets) {
        return new Sample(node, operation.name(), signal.key(), from, now, buckets);
    }
}
