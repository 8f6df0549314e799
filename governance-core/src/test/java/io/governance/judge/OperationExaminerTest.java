package io.governance.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Call;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Outcome;
import io.governance.measure.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OperationExaminerTest {
    private static final long SEED = 95;

    private final ManualTime time = new ManualTime();
    private final Policy policy = Policy.protocol();
    private final Operations operations = new Operations(time, policy.responseTimeEdges(), 2, (operation, what) -> {});
    private final Operation orders = operations.add("orders");

    @Test
    void the95thPercentileAgreesWithTheExactCountsOnTheLines() {
        for (long line : policy.responseTimeEdges()) {
            Operations fresh = new Operations(time, policy.responseTimeEdges(), 1, (operation, what) -> {});
            Operation operation = fresh.add("orders");
            take(operation, 94, line - 1);
            take(operation, 1, line);
            take(operation, 5, line + 1);
            assertEquals(before(line), level(fresh, Signal.RESPONSE_TIME), "5 of 100 are slower than " + line);
            take(operation, 1, line + 1);
            assertEquals(after(line), level(fresh, Signal.RESPONSE_TIME), "6 of 101 are slower than " + line);
        }
    }

    @Test
    void theJudgedLevelIsThatOfTheExact95thPercentileWhateverTheCalls() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 300; round++) {
            Operations fresh = new Operations(time, policy.responseTimeEdges(), 1, (operation, what) -> {});
            Operation operation = fresh.add("orders");
            long[] nanos = new long[random.nextInt(20, 200)];
            long middle = policy.responseTimeEdges()[random.nextInt(4)];
            for (int i = 0; i < nanos.length; i++) {
                nanos[i] = middle - 50_000_000 + random.nextLong(50_000_000 + random.nextLong(1, 4_000_000));
                take(operation, 1, nanos[i]);
            }
            java.util.Arrays.sort(nanos);
            double exact = (double) nanos[(95 * nanos.length + 99) / 100 - 1];
            assertEquals(
                    policy.threshold(Signal.RESPONSE_TIME).judge(exact),
                    level(fresh, Signal.RESPONSE_TIME),
                    () -> exact + " of " + nanos.length + " calls, seed " + SEED);
        }
    }

    @Test
    void oneErrorInAHundredIsAWarningAndOneMoreIsCritical() {
        take(orders, 99, 1);
        fail();
        assertEquals(Level.WARNING, level(operations, Signal.ERROR_RATE));
        fail();
        assertEquals(Level.CRITICAL, level(operations, Signal.ERROR_RATE));
    }

    @Test
    void callersWhoWereTurnedAwayHaveFailedToo() {
        take(orders, 99, 1);
        refuse();
        assertEquals(Level.WARNING, level(operations, Signal.ERROR_RATE));
        fail();
        assertEquals(Level.CRITICAL, level(operations, Signal.ERROR_RATE));
    }

    @Test
    void fiveQueriesForOneCallInTwentyAreNotYetInfo() {
        take(orders, 95, 1);
        query(5, 5);
        assertEquals(Level.ACCEPTABLE, level(operations, Signal.QUERIES));
        query(1, 5);
        assertEquals(Level.INFO, level(operations, Signal.QUERIES));
    }

    @Test
    void anOperationWithoutAQueryIsNotJudgedByQueries() {
        take(orders, 100, 1);
        operations.collect();
        assertEquals(
                List.of(Signal.RESPONSE_TIME, Signal.ERROR_RATE),
                examine(operations).readings().stream().map(Reading::signal).toList());
    }

    @Test
    void nineteenCallsAreTooFewToJudge() {
        take(orders, 19, Duration.ofSeconds(9).toNanos());
        assertEquals(Level.NO_DATA, level(operations, Signal.RESPONSE_TIME));
        take(orders, 1, 1);
        assertEquals(Level.CRITICAL, level(operations, Signal.RESPONSE_TIME));
    }

    @Test
    void withTooFewCallsInFiveMinutesTheLastHourIsJudged() {
        take(orders, 30, Duration.ofSeconds(9).toNanos());
        assertEquals(Level.CRITICAL, level(operations, Signal.RESPONSE_TIME));
        time.pass(Duration.ofMinutes(6));
        take(orders, 5, 1);
        assertEquals(Level.CRITICAL, level(operations, Signal.RESPONSE_TIME), "30 of the 35 calls of the hour");
        time.pass(Duration.ofMinutes(66));
        assertEquals(Level.NO_DATA, level(operations, Signal.RESPONSE_TIME));
    }

    @Test
    void operationsBeyondTheLimitAreAFinding() {
        operations.add("customers");
        assertEquals(List.of(), examine(operations).findings());
        operations.add("parts");
        operations.add("lines");
        Finding finding = examine(operations).findings().get(0);
        assertEquals("TOO_MANY_OPERATIONS/other", finding.key());
        assertTrue(finding.summary().contains("asked for 2 times"), finding::summary);
    }

    private void take(Operation operation, int calls, long nanos) {
        for (int i = 0; i < calls; i++) {
            Call call = operation.begin();
            time.pass(Duration.ofNanos(nanos));
            call.end();
        }
    }

    private void query(int calls, int queries) {
        for (int i = 0; i < calls; i++) {
            orders.run(() -> Objects.requireNonNull(Call.current()).addQueries(queries));
        }
    }

    private void fail() {
        assertThrows(
                IllegalStateException.class,
                () -> orders.run(() -> {
                    throw new IllegalStateException("broken");
                }));
    }

    private void refuse() {
        assertThrows(
                IllegalStateException.class,
                () -> orders.run(() -> {
                    Objects.requireNonNull(Call.current()).mark(Outcome.REJECTED);
                    throw new IllegalStateException("the circuit is open");
                }));
    }

    private Level before(long line) {
        return policy.threshold(Signal.RESPONSE_TIME).judge((double) line);
    }

    private Level after(long line) {
        return policy.threshold(Signal.RESPONSE_TIME).judge(line + 1.0);
    }

    private Level level(Operations of, Signal signal) {
        of.collect();
        return examine(of).readings().stream()
                .filter(reading -> reading.signal() == signal)
                .findFirst()
                .orElseThrow()
                .level();
    }

    private Examination examine(Operations of) {
        return Examination.of(policy, time.now(), of.all(), List.of(Examiner.operations()));
    }
}
