package io.governance.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.governance.Governance;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.measure.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A dependency that fails, hangs or is deaf, the operation that needs it, and what was counted. */
final class PriceService {
    final ManualTime time = new ManualTime();
    final Governance governance =
            Governance.builder().environment(Map.of()).time(time).manual().build();
    final Operation dashboard = governance.operation("dashboard");
    final AtomicInteger asked = new AtomicInteger();

    Guard.Builder guard(String name) {
        return Guard.builder(dashboard, name);
    }

    void close() {
        governance.close();
    }

    double gauge(String name) {
        return governance
                .meters()
                .get(name)
                .tag("guard", "dashboard.price")
                .gauge()
                .value();
    }

    double counted(String name, String... tags) {
        return governance
                .meters()
                .get(name)
                .tag("guard", "dashboard.price")
                .tags(tags)
                .functionCounter()
                .count();
    }

    String inCall(Guard<String> guard) {
        return dashboard.<String, RuntimeException>call(guard::call);
    }

    String failing() {
        asked.incrementAndGet();
        throw new IllegalStateException("price service is down");
    }

    String failingOnce() {
        return asked.get() == 0 ? failing() : "well again";
    }

    /** The same guard with the same parts, as one without a fallback. */
    Guard<String> guardWithoutFallback(Guard<String> guard) {
        return guard.with(this::failing);
    }

    /** On a busy machine a primary may be given up before its thread has begun: then it has to be asked again. */
    static void until(CountDownLatch happened, Runnable ask) {
        do {
            ask.run();
        } while (happened.getCount() > 0);
    }

    static String hang(CountDownLatch interrupted) throws InterruptedException {
        try {
            new CountDownLatch(1).await();
            return "never";
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    static String deaf(CountDownLatch isIn, CountDownLatch goOn) {
        isIn.countDown();
        while (true) {
            try {
                goOn.await();
                return "much too late";
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }

    void counts(long calls, long errors, long degraded, long rejected) {
        Snapshot seen = dashboard.sinceStart();
        assertEquals(
                List.of(calls, errors, degraded, rejected),
                List.of(seen.calls(), seen.errors(), seen.degraded(), seen.rejected()));
    }
}
