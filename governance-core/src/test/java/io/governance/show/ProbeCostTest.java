package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.judge.Reading;
import io.governance.measure.ManualTime;
import io.governance.measure.Signal;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProbeCostTest {
    private static final byte[] PROBE =
            "GET /health/ready HTTP/1.1\r\nHost: health\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PROBES = 2_000;
    private static final long BUDGET_BYTES = 2_048;

    private final ManualTime time = new ManualTime();
    private final Terms terms = new Terms(true, null, false, false);

    private long bytesPerProbe(Health health) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int repetition = 0; repetition < 5; repetition++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < PROBES; i++) {
                Answer answer = Request.parse(PROBE, 0, Request.end(PROBE, 0, PROBE.length))
                        .answer(health.page(), terms, true);
                assertTrue(answer.head(false).remaining() > 0);
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / PROBES);
        }
        return least;
    }

    private Health with(int operations) {
        Health health = new Health("desk", time);
        health.markStarted();
        List<Reading> readings = IntStream.range(0, operations)
                .mapToObj(i -> new Reading(Signal.RESPONSE_TIME, "operation-" + i, 1e6, 100, Level.ACCEPTABLE))
                .toList();
        health.update(new Examination(time.now(), readings, List.of(), List.of()));
        return health;
    }

    @Test
    void whatAProbeAllocatesIsSmallAndDoesNotGrowWithOperations() {
        long few = bytesPerProbe(with(10));
        long many = bytesPerProbe(with(1_000));
        assertTrue(few <= BUDGET_BYTES, () -> few + " B a probe");
        assertTrue(Math.abs(few - many) <= 64, () -> few + " B and " + many + " B a probe");
    }

    @Test
    void aProbeAsksNeitherExaminersNorDependencies() {
        AtomicInteger asked = new AtomicInteger();
        Examiner examiner = draft -> asked.incrementAndGet();
        Health health = new Health("desk", time, Runnable::run);
        Runnable forget = health.dependency("db", DependencyKind.SHARED, () -> asked.incrementAndGet() > 0);
        health.update(Examination.of(Policy.protocol(), time.now(), List.of(), List.of(examiner)));
        int before = asked.get();
        assertEquals(2, before);
        assertTrue(bytesPerProbe(health) > 0);
        assertEquals(before, asked.get());
        forget.run();
    }
}
