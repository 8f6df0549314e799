package io.governance.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What one JMH run measured, by the name of the benchmark method. */
final class Figures {
    private final Map<String, RunResult> byMethod = new HashMap<>();

    Figures(Collection<RunResult> results) {
        for (RunResult result : results) {
            byMethod.put(result.getPrimaryResult().getLabel(), result);
        }
    }

    double nanos(String method) {
        return of(method).getPrimaryResult().getScore();
    }

    double bytes(String method) {
        for (Map.Entry<String, Result> secondary :
                of(method).getSecondaryResults().entrySet()) {
            if (secondary.getKey().endsWith("gc.alloc.rate.norm")) {
                return secondary.getValue().getScore();
            }
        }
        throw new IllegalStateException("the run of " + method + " did not count allocation");
    }

    Ratio ratio(String suite, String ours, String peer, String goal, boolean isMet) {
        return new Ratio(suite, ours, peer, nanos(ours), nanos(peer), "ns", bytes(ours), goal, isMet);
    }

    private RunResult of(String method) {
        RunResult result = byMethod.get(method);
        if (result == null) {
            throw new IllegalStateException("no benchmark '" + method + "' was run; there are " + byMethod.keySet());
        }
        return result;
    }
}
