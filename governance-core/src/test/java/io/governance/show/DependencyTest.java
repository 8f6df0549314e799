package io.governance.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.judge.DependencyKind;
import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Policy;
import io.governance.measure.ManualTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DependencyTest {
    private final ManualTime time = new ManualTime();
    private final AtomicBoolean isUp = new AtomicBoolean(true);
    private final Health health = new Health("desk", time, Runnable::run);

    private Examination second() {
        time.pass(Duration.ofSeconds(1));
        Examination seen = Examination.of(Policy.protocol(), time.now(), List.of(), List.of(health.dependencies()));
        health.update(seen);
        return seen;
    }

    private Examination seconds(int count) {
        Examination last = second();
        for (int i = 1; i < count; i++) {
            last = second();
        }
        return last;
    }

    @Test
    void twoFailuresInARowAreAFindingAndOneSuccessEndsIt() {
        health.dependency("orders-db", DependencyKind.SHARED, isUp::get);
        assertEquals(List.of(), seconds(20).findings());
        isUp.set(false);
        assertEquals(List.of(), seconds(5).findings());
        assertEquals("DEPENDENCY_DOWN/orders-db", seconds(6).findings().get(0).key());
        assertEquals(DependencyKind.SHARED, seconds(1).findings().get(0).dependency());
        isUp.set(true);
        assertEquals(List.of(), seconds(6).findings());
    }

    @Test
    void aThreadThatCannotBeHadIsAskedForAgain() {
        AtomicInteger asked = new AtomicInteger();
        Health poor = new Health("desk", time, work -> {
            asked.incrementAndGet();
            throw new OutOfMemoryError("unable to create native thread");
        });
        poor.dependency("orders-db", DependencyKind.SHARED, isUp::get);
        for (int i = 0; i < 11; i++) {
            poor.update(Examination.of(Policy.protocol(), time.now(), List.of(), List.of()));
            time.pass(Duration.ofSeconds(1));
        }
        assertEquals(3, asked.get());
    }

    @Test
    void anExaminerThatAlwaysThrowsDoesNotKeepARecoveredDependencyInTrouble() {
        Examination down = seen(DependencyState.DOWN, List.of());
        Trouble before = Trouble.in(down, Trouble.NONE.causes());
        assertEquals(Level.CRITICAL, before.local());
        Examination recovered = new Examination(time.now(), List.of(), List.of(), List.of("another one failed"));
        assertEquals(Level.ACCEPTABLE, Trouble.in(recovered, before.causes()).local());
        Trouble other = Trouble.in(seen("MEMORY_LIMIT", List.of()), Trouble.NONE.causes());
        assertEquals(Level.NO_DATA, Trouble.in(recovered, other.causes()).local());
    }

    private Examination seen(String kind, List<String> failures) {
        Finding finding = new Finding(kind, "orders-db", Level.CRITICAL, "", null, Map.of(), "", DependencyKind.LOCAL);
        return new Examination(time.now(), List.of(), List.of(finding), failures);
    }

    @Test
    void whatACheckThrowsIsShown() {
        health.dependency("orders-db", DependencyKind.LOCAL, () -> {
            throw new java.io.IOException("no route to \"host\"");
        });
        health.markStarted();
        seconds(15);
        String body = details();
        for (String part : List.of(
                "\"orders-db:responseTime\":[{\"componentId\":\"orders-db\"",
                "\"status\":\"fail\"",
                "\"dependency\":\"LOCAL\"",
                "\"observedUnit\":\"ms\"",
                "\"affectedEndpoints\":[\"/health\",\"/health/ready\"]",
                "no route to \\\"host\\\"")) {
            assertTrue(body.contains(part), () -> part + " is missing in " + body);
        }
    }

    @Test
    void whatIsOptionalIsShownAsAWarningAndHealthPasses() {
        health.dependency("recommendations", DependencyKind.OPTIONAL, () -> false);
        health.markStarted();
        assertEquals(Level.WARNING, seconds(100).level());
        String body = details();
        assertTrue(body.startsWith("{\"status\":\"pass\""), body);
        assertTrue(body.contains("\"componentType\":\"datastore\",\"status\":\"warn\""), body);
    }

    private String details() {
        return StandardCharsets.UTF_8
                .decode(health.page().answer(Endpoint.HEALTH, true, false).body())
                .toString();
    }

    @Test
    void aCheckThatHangsFailsByItsTimeLimitIsInterruptedAndNeverStartedTwice() throws InterruptedException {
        AtomicInteger started = new AtomicInteger();
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch isInterrupted = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Health hanging = new Health("desk", time);
        hanging.dependency("orders-db", DependencyKind.SHARED, () -> {
            started.incrementAndGet();
            isIn.countDown();
            while (goOn.getCount() > 0) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    isInterrupted.countDown();
                }
            }
            return true;
        });
        hanging.update(Findings.none(time));
        assertTrue(isIn.await(30, TimeUnit.SECONDS));
        for (int i = 0; i < 20; i++) {
            time.pass(Duration.ofSeconds(1));
            hanging.update(Findings.none(time));
            if (i == 3) {
                assertTrue(isInterrupted.await(30, TimeUnit.SECONDS));
            }
        }
        Examination seen = Examination.of(Policy.protocol(), time.now(), List.of(), List.of(hanging.dependencies()));
        assertTrue(seen.findings().get(0).summary().contains("no answer for"), () -> seen.findings() + "");
        assertEquals(1, started.get());
        goOn.countDown();
    }

    @Test
    void resultsThatGrowStaleSayNothing() {
        AtomicBoolean hasThreads = new AtomicBoolean(true);
        Health starving = new Health("desk", time, work -> {
            if (!hasThreads.get()) {
                throw new RejectedExecutionException("no thread is left");
            }
            work.run();
        });
        starving.dependency("orders-db", DependencyKind.SHARED, () -> false);
        for (int i = 0; i < 90; i++) {
            time.pass(Duration.ofSeconds(1));
            hasThreads.set(i < 20);
            starving.update(Findings.none(time));
        }
        Examination seen = Examination.of(Policy.protocol(), time.now(), List.of(), List.of(starving.dependencies()));
        assertEquals(List.of(), seen.findings());
        String body = StandardCharsets.UTF_8
                .decode(starving.page().answer(Endpoint.HEALTH, true, false).body())
                .toString();
        assertTrue(body.contains("no result for"), body);
    }

    @Test
    void whatIsForgottenIsAskedNoMore() {
        AtomicInteger asked = new AtomicInteger();
        Runnable forget = health.dependency("orders-db", DependencyKind.SHARED, () -> asked.incrementAndGet() > 0);
        seconds(1);
        forget.run();
        seconds(20);
        assertEquals(1, asked.get());
        assertFalse(details().contains("orders-db"));
    }

    @Test
    void everythingWrongWithADependencyIsSaidAtOnce() {
        health.dependency("taken", DependencyKind.SHARED, () -> true);
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> health.dependency(
                        "taken", DependencyKind.SHARED, Duration.ZERO, Duration.ofSeconds(1), () -> true));
        assertTrue(refused.toString().contains("'taken'"), refused.toString());
        assertTrue(refused.toString().contains("PT0S"), refused.toString());
        for (int i = 1; i < Dependencies.LIMIT; i++) {
            health.dependency("d" + i, DependencyKind.SHARED, () -> true);
        }
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> health.dependency("one more", DependencyKind.SHARED, () -> true))
                .toString()
                .contains("16 dependencies already"));
    }
}
