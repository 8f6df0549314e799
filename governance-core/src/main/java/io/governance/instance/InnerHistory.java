package io.governance.instance;

import io.governance.measure.Operation;
import io.governance.measure.Operations;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What ran inside the calls of each operation, over the same five minutes as everything else. Used by one thread. */
final class InnerHistory {
    /** CPU nanoseconds and bytes of calls of other operations. */
    record Inner(long cpuNanos, long bytes) {
        static final Inner NONE = new Inner(0, 0);

        Inner minus(Inner earlier) {
            return new Inner(cpuNanos - earlier.cpuNanos, bytes - earlier.bytes);
        }
    }

    private record Reading(long atNanos, Map<String, Inner> byOperation) {}

    private final Deque<Reading> readings = new ArrayDeque<>();

    void collect(Operations operations, long nowNanos) {
        Map<String, Inner> now = new HashMap<>();
        for (Operation operation : operations.all()) {
            Inner inner = new Inner(operation.innerCpuNanos(), operation.innerBytes());
            if (!inner.equals(Inner.NONE)) {
                now.put(operation.name(), inner);
            }
        }
        readings.addLast(new Reading(nowNanos, now));
        FiveMinutes.trim(readings, Reading::atNanos);
    }

    Inner of(String operation) {
        if (readings.isEmpty()) {
            return Inner.NONE;
        }
        Inner last = readings.getLast().byOperation.getOrDefault(operation, Inner.NONE);
        return last.minus(readings.getFirst().byOperation.getOrDefault(operation, Inner.NONE));
    }
}
