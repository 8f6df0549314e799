package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RecorderTest {
    private static final int THREADS = 8;
    private static final int EACH = 200_000;

    @Test
    void losesNothingWhenManyThreadsCountAtOnce() throws InterruptedException {
        Recorder recorder = new Recorder(BucketLayout.COUNT);
        inParallel(THREADS, thread -> {
            for (int i = 0; i < EACH; i++) {
                recorder.add(i & 3);
            }
        });
        Histogram all = recorder.read();
        assertEquals((long) THREADS * EACH, all.count());
        for (int bucket = 0; bucket < 4; bucket++) {
            assertEquals((long) THREADS * EACH / 4, all.count(bucket));
        }
    }

    @Test
    void losesNothingWhenManyThreadsTouchThePagesForTheFirstTime() throws InterruptedException {
        for (int round = 0; round < 50; round++) {
            Recorder recorder = new Recorder(BucketLayout.NANOSECONDS);
            inParallel(THREADS, thread -> {
                for (long value = 1; value < 1L << 36; value *= 2) {
                    recorder.add(value);
                }
            });
            assertEquals(THREADS * 36L, recorder.read().count());
        }
    }

    @Test
    void aReadingNeverHoldsLessThanAnEarlierOne() throws InterruptedException {
        Recorder recorder = new Recorder(BucketLayout.NANOSECONDS);
        AtomicBoolean isOver = new AtomicBoolean();
        List<Histogram> readings = new ArrayList<>();
        Thread reader = new Thread(() -> {
            while (!isOver.get()) {
                readings.add(recorder.read());
            }
            readings.add(recorder.read());
        });
        reader.start();
        inParallel(4, thread -> {
            for (int i = 0; i < EACH; i++) {
                recorder.add(1_000_000 + (i % 50) * 100_000L);
            }
        });
        isOver.set(true);
        reader.join();
        Histogram before = Histogram.empty(BucketLayout.NANOSECONDS);
        for (Histogram reading : readings) {
            Histogram since = reading.minus(before);
            assertEquals(reading.count() - before.count(), since.count());
            before = reading;
        }
        assertTrue(readings.size() > 1);
        assertEquals(4L * EACH, before.count());
    }

    private interface Work {
        void of(int thread);
    }

    private static void inParallel(int count, Work work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> {
                await(start);
                work.of(number);
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
