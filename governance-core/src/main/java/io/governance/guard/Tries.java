package io.governance.guard;

import org.jspecify.annotations.Nullable;

/**
 * Asks the primary on the caller's own thread, again if that may help.
 *
 * <p>Budget without a time limit: no lock, and no allocation but the circuit breaker's own record of the call.
 */
final class Tries {
    private Tries() {}

    static <T> T ask(Parts parts, Primary<T> primary) throws Exception {
        parts.enter();
        try {
            return untilAnswered(parts, primary);
        } finally {
            parts.bulkhead().onComplete();
        }
    }

    private static <T> T untilAnswered(Parts parts, Primary<T> primary) throws Exception {
        parts.retries().called();
        @Nullable Exception before = null;
        for (int retry = 1; ; retry++) {
            try {
                return once(parts, primary);
            } catch (Exception e) {
                Exception failure = telling(before, e, parts);
                long pause = parts.retries().pauseBefore(retry, e);
                if (pause < 0) {
                    throw failure;
                }
                if (pause > 0) {
                    parts.pauses().sleep(pause);
                }
                before = failure;
            }
        }
    }

    private static <T> T once(Parts parts, Primary<T> primary) throws Exception {
        Allowance allowance = parts.allowance();
        Gate gate = parts.gate();
        long start = gate.enter();
        T answer;
        try {
            answer = primary.ask(parts.timeLimit(), allowance);
        } catch (Throwable t) {
            gate.failed(start, t);
            throw t;
        }
        gate.answered(start);
        return answer;
    }

    /** What failed last, unless that is only that the primary was not asked again: then what failed before. */
    static <E extends Throwable> E telling(@Nullable E before, E last, Parts parts) {
        if (before == null || before == last || !parts.kindOf(last).isNotAsked()) {
            return last;
        }
        before.addSuppressed(last);
        return before;
    }
}
