package io.governance.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;

/** What one JMH run measured, by the name of the benchmark method. */
final class Figures {
    private static final String ALLOCATION = "gc.alloc.rate.norm";

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
        return Objects.requireNonNull(
                        of(method).getSecondaryResults().get(ALLOCATION),
                        () -> "the run of " + method + " did not count allocation")
                .getScore();
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
