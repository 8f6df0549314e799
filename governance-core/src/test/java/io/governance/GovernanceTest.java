package io.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.Examination;
import io.governance.judge.Level;
import io.governance.measure.ManualTime;
import io.governance.measure.Operation;
import io.governance.measure.Operations;
import io.governance.measure.Signal;
import io.governance.remember.Samples.Sample;
import io.governance.show.Alert;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GovernanceTest {
    private final ManualTime time = new ManualTime();
    private final List<Alert> told = new ArrayList<>();
    private final Governance governance = Governance.builder()
            .environment(Map.of())
            .policy(policy -> policy.line(Signal.MEMORY, Level.CRITICAL, 1e15)
                    .line(Signal.MEMORY, Level.WARNING, 1e14)
                    .line(Signal.MEMORY, Level.INFO, 1e13))
            .alerts(notification -> told.addAll(notification.alerts()))
            .node("node-1")
            .time(time)
            .manual()
            .build();

    @AfterEach
    void close() {
        governance.close();
    }

    @Test
    void aSlowOperationRaisesTheLevelAndOneAlertAndBothComeBackByThemselves() {
        Operation orders = governance.operation("orders");
        calls(orders, 30, Duration.ofMillis(5_500));
        seconds(8);
        assertEquals(Level.CRITICAL, governance.latest().level());
        assertEquals(Level.CRITICAL, governance.health().level());
        assertEquals(List.of("FIRING RESPONSE_TIME/orders CRITICAL"), alerts());
        assertEquals(1, governance.alerts().size());
        assertEquals(
                "FIRED",
                governance
                        .store()
                        .ledger()
                        .read("alert/RESPONSE_TIME/orders", 0)
                        .get(0)
                        .type());
        calls(orders, 1_000, Duration.ofMillis(1));
        seconds(310);
        calls(orders, 1_000, Duration.ofMillis(1));
        seconds(10);
        assertEquals(List.of(), governance.alerts());
        assertEquals("RESOLVED", told.get(told.size() - 1).state().name());
        assertFalse(governance.health().level().isAtLeast(Level.INFO));
    }

    @Test
    void whoAsksForAnExaminationWaitsForTheOneThatIsUnderWay() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> others = new ArrayList<>();
        governance.register(draft -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            if (others.isEmpty()) {
                Thread other = new Thread(governance::examine);
                others.add(other);
                other.start();
                while (other.getState() != Thread.State.BLOCKED && other.isAlive()) {
                    Thread.onSpinWait();
                }
            }
            inside.decrementAndGet();
        });
        governance.examine();
        others.get(0).join();
        assertEquals(1, most.get());
    }

    @Test
    void theLatestExaminationIsTheOneThatHealthStandsOn() {
        Examination first = governance.latest();
        assertEquals(Level.NO_DATA, first.level());
        governance.step();
        assertSame(first, governance.latest(), "nothing is due yet");
        time.pass(Duration.ofSeconds(1));
        governance.step();
        assertEquals(time.now(), governance.latest().at());
        assertEquals(governance.latest().level(), governance.health().level());
    }

    @Test
    void aTaskThatIsLateRunsOnceAndThenInItsOldTurn() {
        List<Instant> runs = new ArrayList<>();
        Runnable stop = governance.every("counting", Duration.ofSeconds(10), () -> runs.add(time.now()));
        Instant start = time.now();
        time.pass(Duration.ofSeconds(34));
        governance.step();
        governance.step();
        assertEquals(List.of(start.plusSeconds(34)), runs);
        time.pass(Duration.ofSeconds(6));
        governance.step();
        assertEquals(List.of(start.plusSeconds(34), start.plusSeconds(40)), runs);
        stop.run();
        time.pass(Duration.ofMinutes(1));
        governance.step();
        assertEquals(2, runs.size());
        assertThrows(IllegalArgumentException.class, () -> governance.every("never", Duration.ZERO, stop));
    }

    @Test
    void aTaskThatThrowsIsCountedAndTheOthersGoOn() {
        List<String> ran = new ArrayList<>();
        governance.every("broken", Duration.ofSeconds(1), () -> {
            throw new AssertionError("a mistake");
        });
        governance.every("well", Duration.ofSeconds(1), () -> ran.add("well"));
        seconds(3);
        assertEquals(3, ran.size());
        assertEquals(3, governance.complaints());
        assertTrue(governance.health().isLive());
    }

    @Test
    void anExaminerThatThrowsIsCountedToo() {
        governance.register(draft -> {
            throw new IllegalStateException("no figures");
        });
        seconds(2);
        assertEquals(2, governance.complaints());
        assertEquals(1, governance.latest().failures().size());
    }

    @Test
    void aSinkThatThrowsIsCounted() {
        Governance deaf = Governance.builder()
                .environment(Map.of())
                .alerts(alert -> {
                    throw new IllegalStateException("no network");
                })
                .time(time)
                .manual()
                .build();
        calls(deaf.operation("orders"), 30, Duration.ofSeconds(6));
        for (int i = 0; i < 8; i++) {
            time.pass(Duration.ofSeconds(1));
            deaf.step();
        }
        assertTrue(deaf.complaints() >= 1);
        deaf.close();
    }

    @Test
    void aDuplicateNameIsRefusedWithThePlaceOfTheFirst() {
        Operation first = governance.operation("orders");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> governance.operation("orders"));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("operation 'orders' was made already at "), message);
        assertEquals(2, message.split("GovernanceTest.java:", -1).length - 1, message);
        first.run(() -> {});
        assertEquals(1, first.sinceStart().calls());
        assertSame(first, governance.findOperation("orders").orElseThrow());
        assertSame(governance, Governance.of(first));
        assertThrows(
                IllegalStateException.class,
                () -> Governance.of(new Operations(time, new long[0], 1, (operation, what) -> {}).add("alien")));
    }

    @Test
    void allSettingsThatAreWrongAreRefusedAtOnceWhenItIsBuilt() {
        Properties properties = new Properties();
        properties.setProperty("governance.cpu.warning", "75");
        properties.setProperty("governance.cpu.wraning", "75%");
        GovernanceBuilder builder = Governance.builder()
                .properties(properties)
                .environment(Map.of("GOVERNANCE_MEMORY_INFO", "much"))
                .policy(policy -> policy.minimumSamples(0))
                .node("")
                .examineEvery(ChronoUnit.FOREVER.getDuration())
                .sampleEvery(Duration.ZERO);
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, builder::build).getMessage());
        for (String expected : List.of(
                "sampleEvery: found PT0S (set in code), expected more than zero",
                "examineEvery: found PT2562047788015215H30M7.999999999S (set in code), expected more than zero, at most",
                "node: found a blank name (set in code)",
                "governance.cpu.warning: found 7500.00 % (set in properties)",
                "governance.cpu.wraning: found an unknown key (set in properties)",
                "governance.memory.info: found 'much', expected a size such as 512MB or 3GB (set in environment)",
                "governance.minimum-samples: found 0 (set in code), expected 1 or more")) {
            assertTrue(message.contains("\n  " + expected), expected + "\nnot in " + message);
        }
    }

    @Test
    void codeWinsOverTheEnvironmentAndThatOverProperties() {
        Properties properties = new Properties();
        properties.setProperty("governance.minimum-samples", "1");
        properties.setProperty("governance.cpu.warning", "81%");
        properties.setProperty("governance.cpu.critical", "91%");
        Governance built = Governance.builder()
                .properties(properties)
                .environment(Map.of("GOVERNANCE_CPU_WARNING", "82%", "GOVERNANCE_MINIMUM_SAMPLES", "2"))
                .policy(policy -> policy.minimumSamples(3))
                .policy(unchanged -> {})
                .manual()
                .build();
        assertEquals(3, built.policy().minimumSamples());
        assertEquals(0.82, built.policy().threshold(Signal.CPU).line(Level.WARNING), 1e-9);
        assertEquals(0.91, built.policy().threshold(Signal.CPU).line(Level.CRITICAL), 1e-9);
        built.close();
    }

    @Test
    void samplesArePeriodsWithoutGapsAndTheLastOneIsWrittenAtTheEnd() {
        Instant start = time.now();
        Operation orders = governance.operation("orders");
        calls(orders, 3, Duration.ofMillis(1));
        time.pass(Duration.ofHours(1));
        governance.step();
        Instant first = time.now();
        calls(orders, 2, Duration.ofMillis(1));
        governance.close();
        List<Sample> samples = governance.store().samples().read(start, start.plus(Duration.ofDays(1))).stream()
                .filter(sample -> sample.metric().equals("response-time"))
                .toList();
        assertEquals(List.of(3L, 2L), samples.stream().map(GovernanceTest::sum).toList());
        assertEquals(List.of(start, first), samples.stream().map(Sample::from).toList());
        assertEquals(first, samples.get(0).to());
        assertEquals("node-1", samples.get(0).node());
        assertEquals("orders", samples.get(0).subject());
    }

    @Test
    void theNodeMakesItselfKnown() {
        seconds(5);
        assertEquals(Map.of("node-1", time.now()), governance.store().fleet().nodes());
    }

    @Test
    void complaintsAreCounted() {
        governance.complain("could not do it", new IllegalStateException("why"));
        governance.complain("could not do it", new IllegalStateException("why"));
        assertEquals(2, governance.complaints());
        Operation orders = governance.operation("orders");
        io.governance.measure.Call call = orders.begin();
        call.end();
        call.end();
        assertEquals(3, governance.complaints(), "a misused call is a complaint");
    }

    private static long sum(Sample sample) {
        return sample.buckets().values().stream().mapToLong(Long::longValue).sum();
    }

    private List<String> alerts() {
        return told.stream()
                .map(alert -> alert.state() + " " + alert.key() + " " + alert.level())
                .toList();
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            time.pass(Duration.ofSeconds(1));
            governance.step();
        }
    }

    private void calls(Operation operation, int count, Duration each) {
        for (int i = 0; i < count; i++) {
            operation.run(() -> time.pass(each));
        }
    }
}
