package io.governance.examples.orderdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Callers over HTTP: what they see is counted, and nothing else. */
class SteadyLoadTest {
    private static final Duration PATIENT = Duration.ofMinutes(1);
    private static final int RATE = 100;

    private final CustomerDashboard legacy = new LegacyDashboard(DeskOfTests.POOL);
    private final CustomerDashboard optimized = new OptimizedDashboard(DeskOfTests.POOL, DeskOfTests.CACHE);
    private final List<Long> customers = DeskOfTests.DATABASE.customers().subList(0, 40);

    @Test
    void neitherSideHarmsACaller() throws Exception {
        AtomicBoolean isSwapped = new AtomicBoolean();
        CustomerDashboard serving = customer -> (isSwapped.get() ? optimized : legacy).load(customer);
        try (OrderDeskServer server = OrderDeskServer.start(serving, 0);
                SteadyLoad load = SteadyLoad.start(server.port(), legacy, customers, RATE, PATIENT)) {
            SteadyLoad.Counters old = until(load, counters -> counters.calls() >= 100);
            isSwapped.set(true);
            SteadyLoad.Counters fresh = until(load, counters -> counters.calls() >= old.calls() + 100)
                    .since(old);
            assertEquals(0, old.harmed() + fresh.harmed(), () -> load.lastHarm().toString());
            assertTrue(fresh.waited().count() >= 100 && fresh.waited().quantile(0.5) > 0);
        }
    }

    @Test
    void aFigureThatIsACentOffIsSeen() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CustomerDashboard wrong = customer ->
                calls.incrementAndGet() % 50 == 0 ? aCentOff(optimized.load(customer)) : optimized.load(customer);
        try (OrderDeskServer server = OrderDeskServer.start(wrong, 0);
                SteadyLoad load = SteadyLoad.start(server.port(), legacy, customers, RATE, PATIENT)) {
            SteadyLoad.Counters seen = until(load, counters -> counters.wrong() >= 2);
            assertEquals(0, seen.failed());
            assertTrue(seen.wrong() <= calls.get() / 50, seen.wrong() + " wrong of " + calls.get());
        }
    }

    @Test
    void aFailureIsSeenWithWhatTheServiceSaid() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CustomerDashboard failing = customer -> {
            if (calls.incrementAndGet() > customers.size()) {
                throw new SQLException("cancelled by a lock time-out");
            }
            return optimized.load(customer);
        };
        try (OrderDeskServer server = OrderDeskServer.start(failing, 0);
                SteadyLoad load = SteadyLoad.start(server.port(), legacy, customers, RATE, PATIENT)) {
            SteadyLoad.Counters seen = until(load, counters -> counters.failed() >= 5);
            assertEquals(seen.calls(), seen.harmed());
            assertTrue(
                    load.lastHarm().orElse("").contains("cancelled by a lock time-out"),
                    () -> load.lastHarm().toString());
        }
    }

    /** The service stalls until as many callers wait as come in a second: their waits are counted from when they were due. */
    @Test
    void callersKeepComingWhileTheServiceStalls() throws Exception {
        CountDownLatch stall = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        CustomerDashboard stalling = customer -> {
            if (calls.incrementAndGet() > customers.size()) {
                await(stall);
            }
            return optimized.load(customer);
        };
        try (OrderDeskServer server = OrderDeskServer.start(stalling, 0);
                SteadyLoad load = SteadyLoad.start(server.port(), legacy, customers, RATE, Duration.ofNanos(1))) {
            SteadyLoad.Counters stalled =
                    until(load, counters -> counters.lateness().count() >= RATE);
            assertEquals(0, stalled.calls());
            stall.countDown();
            SteadyLoad.Counters after = until(load, counters -> counters.calls() >= RATE);
            assertEquals(after.calls(), after.tooSlow());
            assertTrue(
                    after.waited().quantile(0.95) > TimeUnit.SECONDS.toNanos(1) / 2.0,
                    "those who were due during the stall waited only "
                            + after.waited().quantile(0.95) + " ns");
        }
    }

    private static void await(CountDownLatch stall) {
        try {
            stall.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Dashboard aCentOff(Dashboard right) {
        Figures figures = right.figures();
        return new Dashboard(
                right.customer(),
                right.name(),
                right.nation(),
                right.orders(),
                new Figures(figures.revenue().add(new BigDecimal("0.01")), figures.discounted(), figures.largestLine()),
                right.renderedAt());
    }

    private static SteadyLoad.Counters until(SteadyLoad load, Predicate<SteadyLoad.Counters> condition)
            throws InterruptedException {
        for (int poll = 0; poll < 3_000; poll++) {
            SteadyLoad.Counters counters = load.counters();
            if (condition.test(counters)) {
                return counters;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new AssertionError("not within a minute; " + load.counters().calls() + " calls, " + load.lastHarm());
    }
}
