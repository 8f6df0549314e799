package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardCostTest {
    private static final int CALLS = 50_000;
    private static final int THREADS = 8;

    private final PriceService service = new PriceService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aGuardedCallAllocatesLittle() {
        assumeTrue(allocated() > 0, "this JVM does not count allocated bytes");
        Guard<String> price = service.guard("price").retries(2).build(() -> "well", () -> "fallback");
        repeat(price);
        long before = allocated();
        repeat(price);
        double bytesPerCall = (double) (allocated() - before) / CALLS;
        assertTrue(bytesPerCall < 400, bytesPerCall + " bytes for each call");
    }

    private static void repeat(Guard<String> price) {
        for (int i = 0; i < CALLS; i++) {
            assertEquals("well", price.<RuntimeException>call());
        }
    }

    private static long allocated() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean
                ? bean.getCurrentThreadAllocatedBytes()
                : -1;
    }

    /** Resilience4j's window without a lock is what all callers share. */
    @Test
    void manyThreadsAtOnceLoseNoPlaceAndNoFailure() throws InterruptedException {
        AtomicInteger failing = new AtomicInteger();
        Guard<String> price = service.guard("price")
                .openAt(50, 20, Duration.ofSeconds(5))
                .build(() -> {
                    if (failing.get() == 0) {
                        return "well";
                    }
                    throw new IllegalStateException("down");
                });
        together(() -> price.<RuntimeException>call());
        assertTrue(price.isClosed());
        failing.set(1);
        together(() -> {
            try {
                price.<RuntimeException>call();
            } catch (IllegalStateException | io.github.resilience4j.circuitbreaker.CallNotPermittedException e) {
                failing.incrementAndGet();
            }
        });
        assertTrue(!price.isClosed());
        assertEquals(THREADS * CALLS / 10, failing.get() - 1);
        assertEquals(0, service.gauge("governance.guard.inside"));
        assertEquals(2.0 * THREADS * CALLS / 10, service.counted("governance.guard.calls"));
    }

    private static void together(Runnable work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < CALLS / 10; i++) {
                    work.run();
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
