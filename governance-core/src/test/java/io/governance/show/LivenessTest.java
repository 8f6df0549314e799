package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.ManualTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LivenessTest {
    private static final long TURN = Duration.ofMillis(250).toNanos();

    private final ManualTime time = new ManualTime();
    private final AtomicLong cpu = new AtomicLong();
    private final Standstill standstill = new Standstill(cpu::get, 2, 0);
    private final Health health = new Health("desk", time);

    /** Turns of the server's loop, in which the evaluator stays silent. */
    private void turns(Duration lasting, double cpuShare) {
        for (long passed = 0; passed < lasting.toNanos(); passed += TURN) {
            time.pass(Duration.ofNanos(TURN));
            cpu.addAndGet((long) (TURN * 2 * cpuShare));
            health.excuse(standstill.excuse(time.nanos()));
        }
    }

    @Test
    void anEvaluatorThatIsSilentOnAnIdleMachineIsDead() {
        health.update(Findings.none(time));
        turns(Duration.ofSeconds(59), 0.1);
        assertTrue(health.isLive());
        turns(Duration.ofSeconds(2), 0.1);
        assertFalse(health.isLive());
    }

    @Test
    void anEvaluatorThatGetsNoProcessorIsNot() {
        health.update(Findings.none(time));
        turns(Duration.ofMinutes(10), 0.97);
        assertTrue(health.isLive());
        turns(Duration.ofSeconds(70), 0.2);
        assertFalse(health.isLive(), "with processors free again, silence counts");
    }

    @Test
    void timeInWhichTheWholeProcessStoodStillIsExcusedOnce() {
        health.update(Findings.none(time));
        turns(Duration.ofSeconds(30), 0.1);
        time.pass(Duration.ofSeconds(90));
        health.excuse(standstill.excuse(time.nanos()));
        turns(Duration.ofSeconds(25), 0.1);
        assertTrue(health.isLive());
        turns(Duration.ofSeconds(10), 0.1);
        assertFalse(health.isLive());
    }

    @Test
    void aDeadlockCountsOnlyWhenTheSameThreadsAreStuckForAMinute() {
        Set<Long> stuck = new HashSet<>(Set.of(1L, 2L));
        Deadlock deadlock = new Deadlock(() -> Set.copyOf(stuck), 0);
        long second = Duration.ofSeconds(1).toNanos();
        for (int i = 0; i < 50; i++) {
            assertFalse(deadlock.isLasting(i * second));
        }
        stuck.clear();
        stuck.add(7L);
        for (int i = 50; i < 105; i++) {
            assertFalse(deadlock.isLasting(i * second));
        }
        stuck.add(8L);
        for (int i = 105; i < 110; i++) {
            assertFalse(deadlock.isLasting(i * second));
        }
        assertTrue(deadlock.isLasting(111 * second));
        stuck.clear();
        assertFalse(deadlock.isLasting(125 * second));
    }

    @Test
    void aRealDeadlockFailsLivenessAfterAMinuteIfAskedFor() throws InterruptedException {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        Thread first = locking(one, other, bothHold);
        Thread second = locking(other, one, bothHold);
        try {
            bothHold.await();
            while (!one.hasQueuedThread(second) || !other.hasQueuedThread(first)) {
                Thread.onSpinWait();
            }
            Health careless = new Health("careless", time);
            health.watchDeadlocks();
            for (int i = 0; i < 75; i++) {
                time.pass(Duration.ofSeconds(1));
                health.update(Findings.none(time));
                careless.update(Findings.none(time));
                assertEquals(i < 60, health.isLive(), i + " s");
            }
            assertTrue(careless.isLive());
        } finally {
            first.interrupt();
            second.interrupt();
        }
    }

    private static Thread locking(ReentrantLock first, ReentrantLock second, CountDownLatch bothHold) {
        Thread thread = new Thread(() -> {
            first.lock();
            try {
                bothHold.countDown();
                bothHold.await();
                second.lockInterruptibly();
                second.unlock();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                first.unlock();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
