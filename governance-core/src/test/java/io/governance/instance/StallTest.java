package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StallTest {
    private static final Instant AT = Instant.EPOCH;
    private static final StallLog.Late LATE = new StallLog.Late(10_000_000_000L, 11_000_000_000L);
    private final Readings machine = new Readings();
    private final Counters before = machine.get();

    @Test
    void whatASchedulerNeedsIsNoStall() {
        StallLog log = new StallLog();
        log.woke(0, StallLog.STALL_NANOS - 1);
        log.woke(100, 50);
        assertEquals(List.of(), log.since(0));
        log.woke(0, StallLog.STALL_NANOS);
        assertEquals(StallLog.STALL_NANOS, log.since(0).get(0).nanos());
    }

    @Test
    void onlyTheLastStallsAreKept() {
        StallLog log = new StallLog();
        for (int i = 0; i < 1_000; i++) {
            log.woke(i * 1_000_000_000L, i * 1_000_000_000L + StallLog.STALL_NANOS + i);
        }
        assertEquals(64, log.since(0).size());
        assertEquals(StallLog.STALL_NANOS + 999, log.since(0).get(63).nanos());
    }

    @Test
    void aPauseThatCoversHalfOfItExplainsIt() {
        assertEquals(Stall.Cause.COLLECTION, explain(pause(9.9, 10.5)).cause());
        assertEquals(
                Stall.Cause.COLLECTION,
                explain(pause(10.1, 10.4), pause(10.6, 10.9)).cause());
        assertEquals(Stall.Cause.UNKNOWN, explain(pause(9.0, 10.4)).cause());
        assertEquals(Stall.Cause.UNKNOWN, explain(pause(11.0, 14.0)).cause());
    }

    @Test
    void throttlingExplainsItWhenEnoughOfItWasCountedAround() {
        machine.group = new CgroupCpu(1, 2, 50, 10, 600e6);
        assertEquals(Stall.Cause.THROTTLING, explain().cause());
        machine.group = new CgroupCpu(1, 2, 50, 10, 400e6);
        assertEquals(Stall.Cause.UNKNOWN, explain().cause());
        machine.group = CgroupCpu.NONE;
        assertEquals(Stall.Cause.UNKNOWN, explain().cause(), "nobody tells of throttling");
    }

    @Test
    void aSafepointThatIsNoCollectionExplainsIt() {
        machine.safepointNanos = 900e6;
        assertEquals(Stall.Cause.SAFEPOINT, explain().cause());
        machine.pause(Duration.ofMillis(800));
        assertEquals(Stall.Cause.UNKNOWN, explain().cause(), "the collector had most of it, at another time");
        machine.safepointNanos = Double.NaN;
        assertEquals(Stall.Cause.UNKNOWN, explain().cause(), "nobody tells of safepoints");
    }

    @Test
    void theThreadSeesTheClockJump() throws InterruptedException {
        AtomicLong jumped = new AtomicLong();
        AtomicLong readings = new AtomicLong();
        Time jumping = new Time() {
            @Override
            public long nanos() {
                readings.incrementAndGet();
                return System.nanoTime() + jumped.get();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }
        };
        StallLog log = new StallLog();
        try (StallThread thread = new StallThread(jumping, log)) {
            thread.start();
            long end = System.nanoTime() + 20_000_000_000L;
            while (readings.get() < 3 && System.nanoTime() < end) {
                Thread.sleep(5);
            }
            jumped.set(Duration.ofHours(1).toNanos());
            while (longest(log) < jumped.get() / 2 && System.nanoTime() < end) {
                Thread.sleep(5);
            }
        }
        assertTrue(longest(log) >= jumped.get() / 2, () -> log.since(0).toString());
    }

    private static long longest(StallLog log) {
        return log.since(Long.MIN_VALUE / 2).stream()
                .mapToLong(StallLog.Late::nanos)
                .max()
                .orElse(0);
    }

    private Stall explain(Pause... pauses) {
        return StallExplanation.of(AT, LATE, List.of(pauses), before, machine.get());
    }

    private static Pause pause(double fromSeconds, double toSeconds) {
        return new Pause("a collector", Math.round(fromSeconds * 1e9), Math.round(toSeconds * 1e9));
    }
}
