package io.governance.leak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.measure.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeakWatchTest {
    private static final long MEGABYTE = 1 << 20;

    private final ManualTime time = new ManualTime();
    private final List<String> complaints = new ArrayList<>();
    private int histograms;

    @Test
    void whileNothingIsKnownTheAreaIsNotExamined() {
        LeakWatch fresh = LeakWatch.builder(new ManualTime()).deaf().build();
        assertEquals(Set.of(), fresh.areas());
    }

    @Test
    void growthIsAnInfoAndALeakAWarningWithRateAndTimeLeft() {
        LeakWatch watch = watch(false);
        grow(watch, 20);
        Finding growth = finding(watch);
        assertEquals("MEMORY_GROWTH", growth.kind());
        assertEquals(Level.INFO, growth.level());
        for (int hour = 20; hour < 58; hour++) {
            sample(watch, 10 + hour / 10.0);
            assertEquals(Level.INFO, examine(watch).level(), "hour " + hour);
        }
        grow(watch, 4);
        Finding leak = finding(watch);
        assertEquals("MEMORY_LEAK", leak.kind());
        assertEquals(Level.WARNING, leak.level());
        assertTrue(leak.summary().contains("0.10 MB an hour"), leak.summary());
        assertTrue(leak.evidence().containsKey("hours left at the fastest pace"), leak.evidence()::toString);
        assertTrue(leak.evidence().toString().contains("refuted by=a day without growth"), leak.evidence()::toString);
        assertTrue(leak.remedy().contains(LeakWatch.CLASS_HISTOGRAM.key()), leak.remedy());
    }

    @Test
    void aLiveSetThatStaysIsNoFinding() {
        LeakWatch watch = watch(false);
        for (int hour = 0; hour < 60; hour++) {
            sample(watch, 10);
        }
        assertEquals(List.of(), examine(watch).findings());
        assertEquals(LeakVerdict.Kind.STATIONARY, watch.verdict().kind());
    }

    @Test
    void aCacheWithAKnownBoundIsLeftOut() {
        LeakWatch watch = watch(false);
        AtomicLong cached = new AtomicLong();
        Runnable countAgain = watch.leaveOut(cached::get);
        for (int hour = 0; hour < 80; hour++) {
            cached.set(hour * MEGABYTE / 10);
            sample(watch, 10 + hour / 10.0);
        }
        assertEquals(LeakVerdict.Kind.STATIONARY, watch.verdict().kind());
        countAgain.run();
        sample(watch, 18);
        sample(watch, 18);
        assertEquals(18.0 * MEGABYTE, watch.verdict().levelBytes());
    }

    @Test
    void aCacheThatCannotTellItsBytesCostsTheSampleAndIsTold() {
        LeakWatch watch = watch(false);
        watch.leaveOut(() -> {
            throw new IllegalStateException("closed");
        });
        sample(watch, 10);
        assertEquals(0, watch.liveSets().samples());
        assertEquals(1, complaints.size(), complaints::toString);
    }

    @Test
    void theThousandAndFirstCacheIsRefused() {
        LeakWatch watch = watch(false);
        for (int i = 0; i < 1_000; i++) {
            watch.leaveOut(() -> 0);
        }
        assertThrows(IllegalStateException.class, () -> watch.leaveOut(() -> 0));
    }

    @Test
    void growingClassesAreNamedFromTwoHistogramsSixHoursApart() {
        LeakWatch watch = watch(true);
        grow(watch, 40);
        // Growth was first seen some hours ago: one histogram then, and one six hours later, and six hours after that.
        assertTrue(histograms >= 2 && histograms <= 6, histograms + " histograms in 40 hours");
        assertTrue(watch.growingClasses().startsWith("com.acme.Basket +"), watch.growingClasses());
        assertFalse(watch.growingClasses().contains("java.lang.String"), watch.growingClasses());
        assertEquals(watch.growingClasses(), finding(watch).evidence().get("growing classes"));
    }

    @Test
    void noHistogramIsTakenUnlessAllowed() {
        grow(watch(false), 70);
        assertEquals(0, histograms);
    }

    @Test
    void noHistogramIsTakenWithoutSuspicion() {
        LeakWatch watch = watch(true);
        for (int hour = 0; hour < 60; hour++) {
            sample(watch, 10);
            examine(watch);
        }
        assertEquals(0, histograms);
    }

    @Test
    void thisJvmTellsItsHistogramAndItsCollections() throws InterruptedException {
        assertFalse(ClassHistogram.parse(DiagnosticCommand.classHistogram())
                .since(ClassHistogram.parse(""), 5)
                .isEmpty());
        try (LeakWatch watch = LeakWatch.builder(time).build()) {
            System.gc();
            for (int i = 0; i < 5_000 && watch.liveSets().isEmpty(); i++) {
                Thread.sleep(1);
            }
            assertTrue(watch.liveSets().samples() > 0);
            assertTrue(watch.liveSets().lowest(0) > 0);
        }
    }

    private LeakWatch watch(boolean isHistogramAllowed) {
        LeakWatch.Builder builder = LeakWatch.builder(time)
                .classHistogram(isHistogramAllowed)
                .complaints((what, cause) -> complaints.add(what))
                .deaf();
        builder.histogram = () -> {
            histograms++;
            return "   1:  100  20000000  java.lang.String (java.base@17)\n   2:  10  " + histograms * 10_000_000
                    + "  com.acme.Basket\n Total 1 1\n";
        };
        return builder.build();
    }

    /** Lets the live set grow by a tenth of a megabyte an hour, from ten. */
    private void grow(LeakWatch watch, int hours) {
        long before = watch.liveSets().samples();
        for (int hour = 0; hour < hours; hour++) {
            sample(watch, 10 + (before + hour) / 10.0);
        }
    }

    private void sample(LeakWatch watch, double megabytes) {
        time.pass(Duration.ofMinutes(30));
        watch.add(new LiveSets.Sample(time.nanos(), (long) (megabytes * MEGABYTE), 0));
        examine(watch);
        time.pass(Duration.ofMinutes(30));
    }

    private Finding finding(LeakWatch watch) {
        List<Finding> findings = examine(watch).findings();
        assertEquals(1, findings.size(), findings::toString);
        return findings.get(0);
    }

    private Examination examine(LeakWatch watch) {
        return Examination.of(Policy.protocol(), time.now(), List.of(), List.of(watch));
    }
}
