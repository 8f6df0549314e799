package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.governance.measure.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final ManualTime time = new ManualTime();
    private final Complaints complaints = new Complaints(time, (line, trace) -> {});
    private final Heartbeat heartbeat = new Heartbeat(time, complaints);

    @Test
    void aCheckedExceptionThatNobodyDeclaredStopsNoOtherTask() {
        AtomicInteger runs = new AtomicInteger();
        heartbeat.every("failing", Duration.ofSeconds(1), () -> sneak(new IOException("undeclared")));
        heartbeat.every("counting", Duration.ofSeconds(1), runs::incrementAndGet);
        for (int i = 0; i < 3; i++) {
            time.pass(Duration.ofSeconds(1));
            heartbeat.runDue();
        }
        assertEquals(3, runs.get());
        assertEquals(3, complaints.count());
    }

    @Test
    void nothingThatWorkForTheStoreThrowsEndsItsThread() {
        complaints.guarding(Runnable::run).execute(() -> sneak(new IOException("undeclared")));
        assertEquals(1, complaints.count());
    }

    @SuppressWarnings("unchecked") // as generic code does whose exception type is inferred
    private static <X extends Throwable> void sneak(Throwable failure) throws X {
        throw (X) failure;
    }
}
