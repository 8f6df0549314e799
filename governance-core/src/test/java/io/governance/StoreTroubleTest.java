package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.measure.Window;
import io.governance.remember.Store;
import io.governance.remember.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoreTroubleTest {
    private static final int QUEUE = 1_024;

    private final ManualTime time = new ManualTime();

    @Test
    void withAStoreThatAlwaysThrowsTheApplicationGoesOnAndIsMeasured() {
        Governance governance = builder(new FailingStore(time, () -> {
                    throw new StoreUnavailableException("orders-db", "connecting", new IOException("refused"));
                }))
                .manual()
                .build();
        Operation orders = governance.operation("orders");
        for (int i = 0; i < 60; i++) {
            assertEquals(42, orders.<Integer, RuntimeException>call(() -> 42));
            time.pass(Duration.ofMinutes(1));
            governance.step();
        }
        assertEquals(60, orders.sinceStart().calls());
        assertTrue(orders.snapshot(Window.HOUR).calls() >= 59);
        assertEquals(61, governance.complaints(), "60 times seen, once sampled");
        assertEquals(time.now(), governance.latest().at());
        governance.close();
        assertEquals(62, governance.complaints(), "closing failed too; nothing was left to sample");
    }

    @Test
    void whatDoesNotFitBeforeASlowStoreIsDroppedAndCounted() throws InterruptedException {
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger written = new AtomicInteger();
        Governance governance = builder(Store.inMemory("node-1", time)).build();
        governance.remember(() -> {
            isIn.countDown();
            await(goOn);
        });
        isIn.await();
        for (int i = 0; i < QUEUE + 7; i++) {
            governance.remember(written::incrementAndGet);
        }
        assertEquals(7, governance.complaints());
        goOn.countDown();
        governance.close();
        assertEquals(QUEUE, written.get(), "what waits at the end is still written");
        governance.remember(written::incrementAndGet);
        assertEquals(QUEUE, written.get());
        assertEquals(8, governance.complaints(), "after the end it is dropped and counted");
    }

    @Test
    void workThatFailsIsCountedAndTheNextOneRuns() {
        AtomicInteger written = new AtomicInteger();
        Governance governance = builder(Store.inMemory("node-1", time)).build();
        governance.remember(() -> {
            throw new AssertionError("a mistake");
        });
        governance.remember(written::incrementAndGet);
        governance.close();
        assertEquals(1, written.get());
        assertEquals(1, governance.complaints());
    }

    private GovernanceBuilder builder(Store store) {
        return Governance.builder().environment(Map.of()).time(time).store(store);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
