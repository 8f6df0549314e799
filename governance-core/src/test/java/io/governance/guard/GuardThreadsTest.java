package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardThreadsTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ThreadLocal<@Nullable AtomicInteger> STATEMENTS = new ThreadLocal<>();

    private final PriceService service = new PriceService();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void whatAThreadCarriesGoesWithATimeLimitedPrimaryAndItsFallback() {
        ContextRegistry registry = ContextRegistry.getInstance();
        registry.registerThreadLocalAccessor("guard.test.statements", STATEMENTS);
        AtomicInteger statements = new AtomicInteger();
        STATEMENTS.set(statements);
        try {
            Guard<String> price = service.guard("price")
                    .timeLimit(LONG)
                    .build(
                            () -> {
                                count();
                                throw new IllegalStateException("after its statement");
                            },
                            Fallback.<String>to(GuardThreadsTest::count).within(LONG));
            assertEquals("counted", service.inCall(price));
            assertEquals(2, statements.get());
            assertEquals(
                    "counted", price.with(GuardThreadsTest::count).callAsync().join());
            assertEquals(3, statements.get());
        } finally {
            STATEMENTS.remove();
            registry.removeThreadLocalAccessor("guard.test.statements");
        }
    }

    private static String count() {
        AtomicInteger statements = STATEMENTS.get();
        if (statements == null) {
            return "lost";
        }
        statements.incrementAndGet();
        return "counted";
    }

    @Test
    void aPrimaryThatEndedHasLeftItsPlaceBeforeItsAnswerIsSeen() {
        Guard<String> price =
                service.guard("price").concurrent(1).timeLimit(LONG).build(() -> "well");
        for (int i = 0; i < 5_000; i++) {
            assertEquals("well", service.inCall(price));
        }
    }

    @Test
    void withoutATimeLimitThePrimaryRunsOnTheCallersThread() {
        Guard<Thread> price = service.guard("price").build(Thread::currentThread);
        assertEquals(Thread.currentThread(), price.<RuntimeException>call());
    }

    @Test
    void aVirtualCallerGetsVirtualThreadsAndAnotherOneDoesNot() throws InterruptedException {
        ThreadFactory virtual = VirtualThreads.factory("caller");
        assumeTrue(virtual != null, "this Java has no virtual threads");
        Guard<Boolean> price = service.guard("price").timeLimit(LONG).build(VirtualThreads::isCurrent);
        AtomicReference<Boolean> seen = new AtomicReference<>();
        Thread caller = virtual.newThread(() -> seen.set(price.<RuntimeException>call()));
        caller.start();
        caller.join();
        assertEquals(true, seen.get());
        assertFalse(price.<RuntimeException>call());
    }

    @Test
    void manyVirtualCallersWaitAtOnceOnFewCarriers() throws InterruptedException {
        ThreadFactory virtual = VirtualThreads.factory("caller");
        assumeTrue(virtual != null, "this Java has no virtual threads");
        int callers = 2_000;
        CountDownLatch allIn = new CountDownLatch(callers);
        Guard<String> price = service.guard("price")
                .concurrent(callers)
                .timeLimit(LONG)
                .build(() -> {
                    allIn.countDown();
                    allIn.await(); // one pinned carrier after the other, and the last callers would never get in
                    return "all were in at once";
                });
        AtomicInteger answered = new AtomicInteger();
        Thread[] threads = new Thread[callers];
        for (int i = 0; i < callers; i++) {
            threads[i] = virtual.newThread(() -> {
                service.inCall(price);
                answered.incrementAndGet();
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(callers, answered.get());
    }
}
