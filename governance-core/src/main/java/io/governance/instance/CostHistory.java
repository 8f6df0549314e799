package io.governance.instance;

import io.governance.measure.Costs;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** What was read of the calls of each operation, over the same five minutes as everything else. Used by one thread. */
final class CostHistory {
    private record Reading(long atNanos, Map<String, Costs> byOperation) {
        Costs of(String operation) {
            return byOperation.getOrDefault(operation, Costs.NONE);
        }
    }

    private final Deque<Reading> readings = new ArrayDeque<>();

    void collect(Operations operations, long nowNanos) {
        Map<String, Costs> now = new HashMap<>();
        for (Operation operation : operations.all()) {
            Costs costs = operation.costs();
            if (!costs.equals(Costs.NONE)) {
                now.put(operation.name(), costs);
            }
        }
        readings.addLast(new Reading(nowNanos, now));
        FiveMinutes.trim(readings, Reading::atNanos);
    }

    Costs lately(String operation) {
        return sinceStart(operation).since(readings.getFirst().of(operation));
    }

    Costs sinceStart(String operation) {
        return readings.getLast().of(operation);
    }
}
