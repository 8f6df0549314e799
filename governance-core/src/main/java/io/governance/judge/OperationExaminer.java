package io.governance.judge;

import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Signal;
import io.governance.measure.Snapshot;
import io.governance.measure.Window;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds response time, errors and queries of every operation against the policy: over its window, or over a wider one
 * when too few calls came.
 */
final class OperationExaminer implements Examiner {
    private static final double SHARE = 0.95;

    @Override
    public Set<Area> areas() {
        return EnumSet.of(Area.RESPONSE_TIME);
    }

    @Override
    public void examine(Examination.Draft draft) {
        for (Operation operation : draft.operations()) {
            if (operation.name().equals(Operations.OTHER)) {
                overflow(draft, operation.operations().overflowed());
            }
            Snapshot last = judged(operation, draft);
            draft.reading(
                    Signal.RESPONSE_TIME,
                    operation.name(),
                    responseTime(last, draft.policy()),
                    last.calls(),
                    "examine the operation: its queries, its cache, its profile");
            draft.reading(
                    Signal.ERROR_RATE,
                    operation.name(),
                    last.errorRate(),
                    last.calls(),
                    "look at the errors and refusals of the operation; a guard with a fallback keeps callers from failing");
            if (last.queries().count() > 0) {
                draft.reading(
                        Signal.QUERIES,
                        operation.name(),
                        last.queriesQuantile(SHARE),
                        last.calls(),
                        "read what belongs together in one statement, or cache it");
            }
        }
    }

    /** The first window from the one asked for on, up to an hour, that holds enough calls to judge; else the widest. */
    private static Snapshot judged(Operation operation, Examination.Draft draft) {
        Snapshot seen = operation.snapshot(draft.window());
        for (Window wider : List.of(Window.FIVE_MINUTES, Window.HOUR)) {
            if (seen.calls() < draft.policy().minimumSamples() && wider.compareTo(draft.window()) > 0) {
                seen = operation.snapshot(wider);
            }
        }
        return seen;
    }

    private static void overflow(Examination.Draft draft, long overflowed) {
        if (overflowed > 0) {
            draft.finding(new Finding(
                    "TOO_MANY_OPERATIONS",
                    Operations.OTHER,
                    Level.WARNING,
                    "operations beyond the limit were asked for " + overflowed
                            + " times; they are measured together as " + Operations.OTHER,
                    null,
                    Map.of("overflowed", Long.toString(overflowed)),
                    "make an operation once for each endpoint or job, never for each customer, path or key"));
        }
    }

    /** The 95th percentile, corrected so that it never contradicts the exact counts at the policy's lines. */
    private static double responseTime(Snapshot last, Policy policy) {
        double quantile = last.responseTime().quantile(SHARE);
        for (long edge : policy.responseTimeEdges(last.operation())) {
            boolean isBeyond = last.slowerThan(edge) > (1 - SHARE) * last.calls();
            if (isBeyond && quantile <= edge) {
                quantile = edge + 1.0;
            } else if (!isBeyond && quantile > edge) {
                return edge;
            }
        }
        return quantile;
    }
}
