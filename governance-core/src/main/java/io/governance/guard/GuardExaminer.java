package io.governance.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says that a circuit is open: the dependency is not asked at present. */
final class GuardExaminer implements Examiner {
    private final String guard;
    private final String operation;
    private final CircuitBreaker breaker;

    GuardExaminer(String guard, String operation, CircuitBreaker breaker) {
        this.guard = guard;
        this.operation = operation;
        this.breaker = breaker;
    }

    @Override
    public void examine(Examination.Draft draft) {
        if (breaker.getState() != CircuitBreaker.State.OPEN) {
            return;
        }
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("guard", guard);
        evidence.put(
                "failureRate",
                String.format(Locale.ROOT, "%.1f %%", breaker.getMetrics().getFailureRate()));
        draft.finding(new Finding(
                "CIRCUIT_OPEN",
                operation,
                Level.WARNING,
                "the circuit of " + guard + " is open: the dependency is not asked at present",
                null,
                evidence,
                "look at the dependency; the circuit tries it again by itself"));
    }
}
