package io.governance.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.measure.ManualTime;
import io.governance.measure.Operations;
import io.governance.measure.Signal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceTest {
    private static final double GIGABYTE = 1L << 30;
    private final Readings machine = new Readings();
    private final StallLog stalls = new StallLog();
    private final Operations operations = new Operations(machine.time, new long[0], 10, (operation, what) -> {});
    private final Instance instance = Instance.of(operations, machine.pauses, stalls, machine);

    @Test
    void cpuIsHeldAgainstWhatTheContainerMayUseNotTheHost() {
        machine.processors = 16;
        machine.group = new CgroupCpu(1.5, 16, 100, 0, 0);
        machine.cpuNanos = 60 * 1.2e9;
        after(Duration.ofSeconds(60));
        assertEquals(1.2 / 1.5, instance.snapshot().cpu().share(), 1e-9);
        assertEquals(1.5, instance.snapshot().cpu().limit());
        assertEquals(Level.WARNING, reading(Signal.CPU));
    }

    @Test
    void ratesAreThoseOfTheLastFiveMinutes() {
        for (int i = 0; i < 120; i++) {
            machine.cpuNanos += (i < 60 ? 9e9 : 1e9);
            after(Duration.ofSeconds(5));
        }
        assertEquals(Duration.ofMinutes(5), instance.snapshot().over());
        assertEquals(0.1, instance.snapshot().cpu().share(), 1e-9);
    }

    @Test
    void aMeanOverLessThanAMinuteIsNotJudged() {
        machine.cpuNanos = 110e9;
        after(Duration.ofSeconds(55));
        assertEquals(1, instance.snapshot().cpu().share(), 1e-9);
        assertEquals(Level.NO_DATA, reading(Signal.CPU));
        machine.cpuNanos = 120e9;
        after(Duration.ofSeconds(5));
        assertEquals(Level.CRITICAL, reading(Signal.CPU));
    }

    @Test
    void figuresThatCannotBeAreNoData() {
        machine.cpuNanos = 1e12;
        after(Duration.ofSeconds(60));
        assertTrue(Double.isNaN(instance.snapshot().cpu().share()), "two processors cannot do that in a minute");
        machine.cpuNanos = -1;
        machine.allocatedBytes = -1;
        after(Duration.ofSeconds(60));
        assertTrue(Double.isNaN(instance.snapshot().cpu().share()), "a counter went backwards");
        assertTrue(Double.isNaN(instance.snapshot().collections().allocatedPerSecond()));
        assertEquals(List.of(), examine().failures());
    }

    @Test
    void throttlingIsSeenWhereTheMeanLooksWell() {
        machine.group = new CgroupCpu(1, 2, 600, 180, 9e9);
        machine.cpuNanos = 60 * 0.4e9;
        after(Duration.ofSeconds(60));
        assertEquals(Level.ACCEPTABLE, reading(Signal.CPU));
        assertEquals("CPU_THROTTLING/process", onlyFinding().key());
        assertEquals(Level.WARNING, onlyFinding().level());
        assertEquals(
                "periods in which the CPU quota held the process back: 30.00 %, beyond the warning line of 25.00 %",
                onlyFinding().summary());
    }

    @Test
    void memoryIsJudgedByThePolicyAndByItsShareOfTheLimit() {
        machine.memory = Readings.memory(0.9 * GIGABYTE, 0.93 * GIGABYTE, GIGABYTE);
        instance.collect();
        assertEquals(Level.ACCEPTABLE, reading(Signal.MEMORY));
        assertEquals("MEMORY_LIMIT/process", onlyFinding().key());
        assertEquals(DependencyKind.LOCAL, onlyFinding().dependency());
        assertEquals(Level.CRITICAL, onlyFinding().level());
        machine.memory = Readings.memory(4.5 * GIGABYTE, 4.5 * GIGABYTE, 64 * GIGABYTE);
        instance.collect();
        assertEquals(Level.CRITICAL, reading(Signal.MEMORY));
        assertEquals("MEMORY/process", onlyFinding().key());
        machine.memory = Readings.memory(Double.NaN, Double.NaN, Double.NaN);
        instance.collect();
        assertEquals(5e8, instance.snapshot().memory().ofInstance(), "what the JVM has committed");
        assertEquals(Level.NO_DATA, levels().get(InstanceSignal.MEMORY_LIMIT));
    }

    @Test
    void collectionsAreJudgedByTheirShareAndTheirPauses() {
        for (int i = 0; i < 60; i++) {
            machine.time.pass(Duration.ofSeconds(1));
            machine.pause(Duration.ofMillis(120));
        }
        machine.pauses.ranBeside(Duration.ofSeconds(30).toNanos());
        machine.allocatedBytes = 60e6;
        instance.collect();
        InstanceSnapshot.Collected collections = instance.snapshot().collections();
        assertEquals(0.12, collections.pauseShare(), 1e-9);
        assertEquals(0.5, collections.cycleShare(), 1e-9);
        assertEquals(120e6, collections.pauses().quantile(0.99), 0.011 * 120e6);
        assertEquals(1e6, collections.allocatedPerSecond(), 1e-3);
        assertEquals(Level.WARNING, levels().get(InstanceSignal.GC_SHARE));
        assertEquals(Level.ACCEPTABLE, levels().get(InstanceSignal.GC_PAUSE));
    }

    @Test
    void everySignalHasItsLinesInOrderAndKnowsWhenThereIsNoData() {
        for (InstanceSignal signal : InstanceSignal.values()) {
            assertEquals(Level.NO_DATA, signal.judge(Double.NaN), signal::name);
            assertEquals(Level.ACCEPTABLE, signal.judge(0), signal::name);
            double before = 0;
            for (Level level : List.of(Level.INFO, Level.WARNING, Level.CRITICAL)) {
                double line = signal.line(level);
                if (!Double.isNaN(line)) {
                    assertTrue(line > before, signal::name);
                    assertEquals(level, signal.judge(Math.nextUp(line)), signal::name);
                    assertFalse(signal.judge(line).isAtLeast(level), signal::name);
                    before = line;
                }
            }
            assertTrue(
                    before > 0 && !signal.what().isBlank() && !signal.remedy().isBlank(), signal::name);
        }
    }

    @Test
    void openFilesAreJudgedAgainstTheirLimit() {
        machine.files = new InstanceSnapshot.Files(960, 1_000);
        instance.collect();
        assertEquals("FILE_DESCRIPTORS/process", onlyFinding().key());
        assertEquals(
                Map.of("open", "960", "limit", "1000"),
                Map.of(
                        "open", String.valueOf(onlyFinding().evidence().get("open")),
                        "limit", String.valueOf(onlyFinding().evidence().get("limit"))));
        machine.files = new InstanceSnapshot.Files(Double.NaN, Double.NaN);
        instance.collect();
        assertEquals(Level.NO_DATA, levels().get(InstanceSignal.FILE_DESCRIPTORS));
    }

    @Test
    void aStallIsAFindingThatSaysWhatItCameFrom() {
        machine.time.pass(Duration.ofSeconds(4));
        long due = machine.time.nanos();
        machine.time.pass(Duration.ofMillis(1_300));
        machine.pause(Duration.ofMillis(1_250));
        stalls.woke(due, machine.time.nanos());
        instance.collect();
        assertEquals("JVM_STALL/process", onlyFinding().key());
        assertEquals(Level.INFO, onlyFinding().level());
        assertTrue(
                onlyFinding().evidence().containsValue("1300.0 ms: G1 Young Generation (G1 Evacuation Pause), 1250 ms"),
                () -> onlyFinding().evidence().toString());
        after(Duration.ofMinutes(4));
        assertEquals(1, instance.snapshot().stalls().size());
        after(Duration.ofSeconds(55));
        after(Duration.ofSeconds(10));
        assertEquals(List.of(), instance.snapshot().stalls(), "it was more than five minutes ago");
    }

    @Test
    void allFiguresAreShownAsGaugesAndNoDataIsNotZero() {
        MeterRegistry registry = new SimpleMeterRegistry();
        instance.showIn(registry);
        after(Duration.ofMinutes(1));
        assertEquals(1e9, gauge(registry, "memory.resident"));
        assertTrue(Double.isNaN(gauge(registry, "memory.limit.share")));
        assertTrue(Double.isNaN(gauge(registry, "threads.virtual.queued")));
        assertEquals(2, gauge(registry, "cpu.limit"));
        assertEquals(0, gauge(registry, "stall.longest"));
        assertEquals(25, gauge(registry, "threads.peak"));
        assertEquals(25, registry.getMeters().size());
    }

    @Test
    void aGovernanceSteppedByHandHasLevelsButNoRates() {
        ManualTime time = new ManualTime();
        Governance manual =
                Governance.builder().environment(Map.of()).time(time).manual().build();
        time.pass(Duration.ofMinutes(5));
        manual.step();
        assertTrue(manual.instance().snapshot().memory().ofInstance() > 1e6);
        assertEquals(Duration.ZERO, manual.instance().snapshot().over());
        assertTrue(Double.isNaN(manual.instance().snapshot().cpu().share()));
        manual.close();
    }

    private void after(Duration duration) {
        machine.time.pass(duration);
        instance.collect();
    }

    private Examination examine() {
        return Examination.of(Policy.protocol(), machine.time.now(), List.of(), List.of(instance.examiner()));
    }

    private Level reading(Signal signal) {
        return examine().readings().stream()
                .filter(reading -> reading.signal() == signal)
                .findFirst()
                .orElseThrow()
                .level();
    }

    private Finding onlyFinding() {
        List<Finding> findings = examine().findings();
        assertEquals(1, findings.size(), findings::toString);
        return findings.get(0);
    }

    private Map<InstanceSignal, Level> levels() {
        Map<InstanceSignal, Level> levels = new EnumMap<>(InstanceSignal.class);
        for (InstanceSignal signal : InstanceSignal.values()) {
            levels.put(signal, signal.judge(signal.value(instance.snapshot())));
        }
        return levels;
    }

    private static double gauge(MeterRegistry registry, String name) {
        Gauge gauge = registry.get("governance.instance." + name).gauge();
        return gauge.value();
    }
}
