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

    /** A goal that is a multiple of the peer's time, met by so many threads without allocating. */
    Ratio atMost(double times, String suite, String ours, String peer, int threads) {
        return new Ratio(
                suite,
                threads == 1 ? ours : ours + ", " + threads + " threads",
                peer,
                nanos(ours),
                nanos(peer),
                "ns",
                bytes(ours),
                "no more than " + times + " times, 0 B",
                nanos(ours) <= times * nanos(peer) && bytes(ours) < 1);
    }

    private RunResult of(String method) {
        RunResult result = byMethod.get(method);
        if (result == null) {
            throw new IllegalStateException("no benchmark '" + method + "' was run; there are " + byMethod.keySet());
        }
        return result;
    }
}
