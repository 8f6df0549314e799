package io.governance.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says that a circuit is open, so that the dependency is not asked at present, and that retries are used up. */
final class GuardExaminer implements Examiner {
    private final String guard;
    private final String operation;
    private final CircuitBreaker breaker;
    private final RetryBudget budget;

    GuardExaminer(String guard, String operation, CircuitBreaker breaker, RetryBudget budget) {
        this.guard = guard;
        this.operation = operation;
        this.breaker = breaker;
        this.budget = budget;
    }

    @Override
    public void examine(Examination.Draft draft) {
        if (breaker.getState() == CircuitBreaker.State.OPEN) {
            draft.finding(circuitOpen());
        }
        long refused = budget.refused();
        if (refused > 0) {
            draft.finding(retriesUsedUp(refused));
        }
    }

    private Finding circuitOpen() {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("guard", guard);
        evidence.put(
                "failureRate",
                String.format(Locale.ROOT, "%.1f %%", breaker.getMetrics().getFailureRate()));
        return new Finding(
                "CIRCUIT_OPEN",
                operation,
                Level.WARNING,
                "the circuit of " + guard + " is open: the dependency is not asked at present",
                null,
                evidence,
                "look at the dependency; the circuit tries it again by itself");
    }

    private Finding retriesUsedUp(long refused) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("guard", guard);
        evidence.put("calls", Long.toString(budget.calls()));
        evidence.put("retries", Long.toString(budget.retries()));
        evidence.put("refused", Long.toString(refused));
        evidence.put("window", RetryBudget.SECONDS + " s");
        return new Finding(
                "RETRY_BUDGET",
                operation,
                Level.INFO,
                refused + " retries of " + guard + " were refused: more would only add load to what is failing",
                null,
                evidence,
                "look at the dependency: more of its calls fail than retries could cure");
    }
}
