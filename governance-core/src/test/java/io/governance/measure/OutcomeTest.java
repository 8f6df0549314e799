package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private final Operations operations = new Operations(new ManualTime(), new long[0], 10, (name, what) -> {});
    private final Operation operation = operations.add("orders");

    @Test
    void aCallThatReturnsIsNothingButACall() {
        operation.run(() -> {});
        counts(1, 0, 0, 0);
    }

    @Test
    void aCallThatThrowsIsAnError() {
        fail(List.of());
        counts(1, 1, 0, 0);
    }

    @Test
    void aFallbackThatAnswersMakesTheCallDegraded() {
        operation.run(() -> mark(Outcome.DEGRADED));
        counts(1, 0, 1, 0);
    }

    @Test
    void aDegradedCallThatThrowsInTheEndIsAnError() {
        fail(List.of(Outcome.DEGRADED));
        counts(1, 1, 0, 0);
    }

    @Test
    void aRejectedCallThatThrowsIsRejectedAndNoError() {
        fail(List.of(Outcome.REJECTED));
        counts(1, 0, 0, 1);
    }

    @Test
    void theWorseOutcomeIsKeptInWhateverOrderTheyAreNoted() {
        List<Outcome> all = List.of(Outcome.values());
        assertEquals(List.of(Outcome.OK, Outcome.DEGRADED, Outcome.ERROR, Outcome.REJECTED), all);
        for (Outcome one : all) {
            for (Outcome other : all) {
                operation.run(() -> {
                    mark(one);
                    mark(other);
                    Outcome worse = one.compareTo(other) > 0 ? one : other;
                    assertEquals(worse, Objects.requireNonNull(Call.current()).outcome(), one + " then " + other);
                });
            }
        }
    }

    @Test
    void whatIsNoErrorForTheApplicationIsNoneHere() {
        operations.errorsAre(failure -> !(failure instanceof IllegalStateException));
        fail(List.of());
        counts(1, 0, 0, 0);
        operation.errorsAre(failure -> true);
        fail(List.of());
        counts(2, 1, 0, 0);
    }

    @Test
    void aFallbackOrARejectionCountsAlsoWhenTheExceptionIsNoError() {
        operation.errorsAre(failure -> false);
        fail(List.of(Outcome.DEGRADED));
        fail(List.of(Outcome.REJECTED));
        counts(2, 0, 1, 1);
    }

    @Test
    void aPredicateThatFailsIsCountedAndTheCallIsAnError() {
        operation.errorsAre(failure -> {
            throw new IllegalArgumentException("cannot tell");
        });
        fail(List.of());
        counts(1, 1, 0, 0);
        assertEquals(1, operations.misuses());
    }

    private void fail(List<Outcome> marked) {
        assertThrows(
                IllegalStateException.class,
                () -> operation.run(() -> {
                    marked.forEach(OutcomeTest::mark);
                    throw new IllegalStateException("broken");
                }));
    }

    private static void mark(Outcome outcome) {
        Objects.requireNonNull(Call.current()).mark(outcome);
    }

    private void counts(long calls, long errors, long degraded, long rejected) {
        Snapshot seen = operation.sinceStart();
        assertEquals(
                List.of(calls, errors, degraded, rejected),
                List.of(seen.calls(), seen.errors(), seen.degraded(), seen.rejected()));
    }
}
