package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryBudgetTest {
    private static final int FLOOR = 10;
    private static final double SHARE = 0.1;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final RetryBudget budget = new RetryBudget(SHARE, FLOOR, time);

    @Test
    void aFewCallsMayBeRetriedUpToTheFloor() {
        budget.called();
        assertEquals(FLOOR, taken(100));
        assertEquals(90, budget.refused());
        assertEquals(FLOOR, budget.retries());
    }

    @Test
    void manyCallsPayForATenthOfThem() {
        call(1_000);
        assertEquals(100, taken(1_000));
    }

    @Test
    void whatIsOlderThanTenSecondsNeitherPaysNorCounts() {
        call(1_000);
        assertEquals(100, taken(200));
        time.pass(SECOND.multipliedBy(9));
        assertEquals(0, taken(5));
        time.pass(SECOND);
        assertEquals(0, budget.calls());
        assertEquals(FLOOR, taken(100));
    }

    @Test
    void wheneverThereIsARetryTheLastTenSecondsPayForIt() {
        long seed = 20_271_124;
        SplittableRandom random = new SplittableRandom(seed);
        List<long[]> seconds = new ArrayList<>();
        for (int second = 0; second < 500; second++) {
            int calls = random.nextInt(4) == 0 ? 0 : random.nextInt(300);
            long retries = retriesOf(calls);
            seconds.add(new long[] {calls, retries});
            long[] last = new long[2];
            for (long[] one : seconds.subList(Math.max(0, seconds.size() - 10), seconds.size())) {
                last[0] += one[0];
                last[1] += one[1];
            }
            assertTrue(
                    retries == 0 || last[1] <= Math.max(FLOOR, SHARE * last[0]),
                    () -> last[1] + " retries of " + last[0] + " calls; seed " + seed);
            time.pass(SECOND);
        }
    }

    @Test
    void threadsThatRaceNeverGetMoreThanThereIs() throws InterruptedException {
        call(10_000);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Thread thread = new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                taken.addAndGet(taken(1_000));
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(taken.get() <= 1_000, () -> taken + " of 1,000");
        assertEquals(taken.get(), budget.retries());
        assertEquals(10_000, budget.calls());
    }

    @Test
    void aBudgetOfNothingPaysForNothing() {
        RetryBudget none = new RetryBudget(0, 0, time);
        none.called();
        assertFalse(none.take());
    }

    private long retriesOf(int calls) {
        long retries = 0;
        for (int i = 0; i < calls; i++) {
            budget.called();
            retries += budget.take() ? 1 : 0;
        }
        return retries;
    }

    private void call(int times) {
        for (int i = 0; i < times; i++) {
            budget.called();
        }
    }

    private int taken(int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += budget.take() ? 1 : 0;
        }
        return taken;
    }
}
