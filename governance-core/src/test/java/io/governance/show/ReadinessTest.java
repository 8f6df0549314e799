package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.measure.ManualTime;
import io.governance.measure.Signal;
import io.governance.remember.Store;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final Store shared = Store.inMemory("shared", time);
    private final List<Health> fleet = new ArrayList<>();

    private void fleetOf(int nodes) {
        for (int i = 0; i < nodes; i++) {
            Health health = new Health("node-" + i, time);
            health.joinFleet(new SharedStore(shared, "node-" + i), 0.34, Runnable::run);
            health.markStarted();
            fleet.add(health);
        }
        for (int i = 0; i < 13; i++) {
            fleet.forEach(Health::beSeen);
            time.pass(Duration.ofSeconds(5));
        }
    }

    /** One second in which every node sees what it is given. */
    private void second(Examination... seen) {
        time.pass(TICK);
        for (int i = 0; i < fleet.size(); i++) {
            fleet.get(i).update(seen[Math.min(i, seen.length - 1)]);
        }
        if (time.nanos() / TICK.toNanos() % 5 == 0) {
            fleet.forEach(Health::beSeen);
        }
    }

    private void seconds(int count, Examination... seen) {
        for (int i = 0; i < count; i++) {
            second(seen);
        }
    }

    private Examination pool(double share) {
        Examiner pool = draft -> draft.reading(Signal.CONNECTION_POOL, "orders", share, 100, "look for leaks");
        return Examination.of(Policy.protocol(), time.now(), List.of(), List.of(pool));
    }

    private Examination down(DependencyKind kind) {
        Level level = kind == DependencyKind.OPTIONAL ? Level.WARNING : Level.CRITICAL;
        Finding down =
                new Finding(DependencyState.DOWN, "orders-db", level, "down", null, Map.of(), "look at it", kind);
        return new Examination(time.now(), List.of(), List.of(down), List.of());
    }

    private long ready() {
        return fleet.stream().filter(Health::isReady).count();
    }

    private String agent(int node) {
        return StandardCharsets.US_ASCII
                .decode(fleet.get(node).page().agentLine())
                .toString();
    }

    @Test
    void anExhaustedPoolTakesItsInstanceOutAndBackAgain() {
        fleetOf(3);
        seconds(2, pool(1.0), pool(0.2));
        assertEquals(3, ready(), "two of five examinations are not enough");
        seconds(2, pool(1.0), pool(0.2));
        assertEquals(2, ready());
        assertFalse(fleet.get(0).isReady());
        assertEquals("down #pool\n", agent(0));
        seconds(10, pool(1.0), pool(0.2));
        assertEquals("down #pool\n", agent(0));
        seconds(25, pool(0.2), pool(0.2));
        assertEquals(3, ready());
        assertEquals(
                List.of("GRANTED", "RETURNED"),
                shared.ledger().read("fleet", 0).stream().map(e -> e.type()).toList());
    }

    @Test
    void ofAFleetWhosePoolsAreAllExhaustedOnlyTheShareLeaves() {
        fleetOf(10);
        seconds(60, pool(1.0));
        assertEquals(7, ready());
    }

    @Test
    void aSharedDatabaseThatIsDownTakesNobodyOut() {
        fleetOf(3);
        seconds(60, down(DependencyKind.SHARED));
        assertEquals(3, ready());
        assertTrue(shared.ledger().read("fleet", 0).isEmpty(), "nobody even asked");
        assertEquals("up ready 50%\n", agent(0));
    }

    @Test
    void somethingOptionalThatIsDownChangesNothingForBalancers() {
        fleetOf(3);
        seconds(60, down(DependencyKind.OPTIONAL));
        assertEquals(3, ready());
        assertEquals("up ready 100%\n", agent(0));
        assertEquals(
                "{\"status\":\"pass\"}",
                StandardCharsets.US_ASCII
                        .decode(fleet.get(0)
                                .page()
                                .answer(Endpoint.READY, false, false)
                                .body())
                        .toString());
    }

    @Test
    void anInstanceAloneNeverLeavesButAsksForLess() {
        fleetOf(1);
        seconds(60, pool(1.0));
        assertEquals(1, ready());
        assertEquals("up ready 25%\n", agent(0));
    }

    @Test
    void whoCannotReachTheStoreStaysIn() {
        Health health = new Health("alone", time);
        SharedStore store = new SharedStore(shared, "alone");
        store.isCut = true;
        List<RuntimeException> failures = new ArrayList<>();
        health.joinFleet(store, 1, work -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        });
        health.markStarted();
        time.pass(Turnstile.GRACE);
        fleet.add(health);
        for (int i = 0; i < 60; i++) {
            time.pass(TICK);
            health.update(pool(1.0));
        }
        assertTrue(health.isReady());
        assertFalse(failures.isEmpty());
    }

    @Test
    void inTheFirstMinuteFiguresOnlyWarn() {
        Health young = new Health("young", time);
        young.markStarted();
        for (int i = 0; i < 50; i++) {
            time.pass(TICK);
            young.update(down(DependencyKind.SHARED));
        }
        assertEquals(
                "up ready 100%\n",
                StandardCharsets.US_ASCII.decode(young.page().agentLine()).toString());
        for (int i = 0; i < 30; i++) {
            time.pass(TICK);
            young.update(down(DependencyKind.SHARED));
        }
        assertEquals(
                "up ready 50%\n",
                StandardCharsets.US_ASCII.decode(young.page().agentLine()).toString());
    }

    @Test
    void aSignalThatOscillatesAroundItsLineChangesTheStateTwiceAtMost() {
        fleetOf(3);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int changes = 0;
        boolean wasReady = true;
        int period = 1 + random.nextInt(120);
        for (int i = 0; i < 1_200; i++) {
            double phase = Math.sin(2 * Math.PI * i / period);
            second(cpu(0.9 * (1 + 0.05 * phase + 0.002 * random.nextGaussian())), cpu(0.3));
            boolean isReady = fleet.get(0).isReady();
            changes += isReady == wasReady ? 0 : 1;
            wasReady = isReady;
        }
        assertTrue(changes <= 2, changes + " changes with a period of " + period + " s, seed " + seed);
        seconds(60, cpu(0.5), cpu(0.3));
        assertTrue(fleet.get(0).isReady(), "well inside the line it comes back");
    }

    private Examination cpu(double share) {
        Examiner cpu = draft -> draft.reading(Signal.CPU, "process", share, 1_000, "look where the time goes");
        return Examination.of(Policy.protocol(), time.now(), List.of(), List.of(cpu));
    }

    @Test
    void whatIsNotKnownAnyMoreChangesNothing() {
        fleetOf(3);
        seconds(10, pool(1.0), pool(0.2));
        assertFalse(fleet.get(0).isReady());
        Examination failed = new Examination(time.now(), List.of(), List.of(), List.of("the pool's examiner failed"));
        seconds(60, failed, pool(0.2));
        assertFalse(fleet.get(0).isReady());
        seconds(5, pool(0.2));
        assertTrue(fleet.get(0).isReady());
    }

    @Test
    void aNodeThatFreezesWhileOutIsBackWhenItsPermitHasRunOut() {
        fleetOf(3);
        seconds(10, pool(1.0), pool(0.2));
        assertFalse(fleet.get(0).isReady());
        time.pass(Duration.ofSeconds(21));
        assertTrue(fleet.get(0).isReady(), "although nothing was examined since");
    }

    @Test
    void theAnswerSaysForHowLongItStaysOut() {
        fleetOf(3);
        seconds(5, pool(1.0), pool(0.2));
        String head = StandardCharsets.US_ASCII
                .decode(fleet.get(0).page().answer(Endpoint.READY, false, false).head(false))
                .toString();
        assertTrue(head.startsWith("HTTP/1.1 503"), head);
        assertTrue(head.contains("Retry-After: 29\r\n") || head.contains("Retry-After: 28\r\n"), head);
        assertFalse(head.contains("immediate-health-check-fail"), head);
    }

    @Test
    void whatEveryoneHasIsWarnAndDegraded() {
        fleetOf(1);
        seconds(5, down(DependencyKind.SHARED));
        Answer ready = fleet.get(0).page().answer(Endpoint.READY, false, false);
        String head = StandardCharsets.US_ASCII.decode(ready.head(false)).toString();
        assertTrue(head.startsWith("HTTP/1.1 200"), head);
        assertTrue(head.contains("x-envoy-degraded: true\r\n"), head);
        assertEquals(
                "{\"status\":\"warn\"}",
                StandardCharsets.US_ASCII.decode(ready.body()).toString());
    }
}
