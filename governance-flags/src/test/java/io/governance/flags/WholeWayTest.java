package io.governance.flags;

import static io.governance.flags.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.flags.statistics.Verdict;
import io.governance.remember.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WholeWayTest {
    private final Node node = new Node();

    @AfterEach
    void close() {
        node.close();
    }

    private List<String> steps() {
        return node.entries().stream()
                .filter(entry -> entry.type().equals("PROMOTED"))
                .map(Ledger.Entry::facts)
                .map(facts -> facts.get("to") + " " + facts.get("share"))
                .toList();
    }

    @Test
    void aGoodSideGoesAllTheWayByItsTargets() {
        Swap<Integer, Integer> swap = node.started(node.slow(), node.fast());
        node.serveUntil(swap, Stage.COMPLETE);
        assertEquals(List.of("CANARY 0.1", "RAMP 0.3", "RAMP 0.5", "BAKE 0.9"), steps());
        SwapReport report = swap.report();
        assertEquals(
                Verdict.Conclusion.TARGET_MET, report.verdict().orElseThrow().conclusion());
        assertEquals(Verdict.Standing.MET, report.lines().get(0).standing());
        Verdict.Range factor = report.ranges().orElseThrow().factors().getOrDefault("p50", new Verdict.Range(0, 0));
        assertTrue(factor.low() < 0.2 && 0.2 < factor.high(), "true factor 0.2 in " + factor);
        assertEquals(0, report.rescued());
    }

    @Test
    void aBaselineFromAnUnusualMomentIsReplacedByTheNextStep() {
        AtomicInteger factor = new AtomicInteger(200); // a machine that stands still while the baseline is taken
        Side<Integer, Integer> old = node.slow();
        Swap<Integer, Integer> swap = node.started(
                asked -> {
                    node.time.spend(Duration.ofMillis(factor.get()).toNanos());
                    return old.apply(asked);
                },
                node.fast());
        node.serve(swap, Node.BASELINE);
        factor.set(0);
        node.serveUntil(swap, Stage.BAKE);
        List<String> frozen = node.entries().stream()
                .map(entry -> entry.facts().getOrDefault("baseline", ""))
                .filter(tables -> !tables.isEmpty())
                .toList();
        assertEquals(frozen.size(), Set.copyOf(frozen).size(), "each from the slice before it");
        assertTrue(frozen.size() >= 3, "CANARY and two steps of RAMP: " + frozen);
    }

    @Test
    void afterCompletionOnlyTheNewSideRunsAndTheOldOneMayGo() {
        AtomicInteger oldRuns = new AtomicInteger();
        Side<Integer, Integer> slow = node.slow();
        Swap<Integer, Integer> swap = node.started(
                asked -> {
                    oldRuns.incrementAndGet();
                    return slow.apply(asked);
                },
                node.fast());
        String message = refusal(IllegalStateException.class, () -> swap.removed("4711"));
        assertTrue(message.contains("is in SHADOW"), message);
        node.serveUntil(swap, Stage.COMPLETE);
        int before = oldRuns.get();
        node.serve(swap, 500);
        assertEquals(before, oldRuns.get());
        swap.removed("4711");
        assertEquals(Stage.REMOVED, swap.stage());
        assertEquals(
                "4711", node.entries().get(node.entries().size() - 1).facts().get("commit"));
    }

    @Test
    void duringTheSoakAShareIsHeldBackAndStillCompared() {
        AtomicInteger oldRuns = new AtomicInteger();
        Side<Integer, Integer> slow = node.slow();
        Swap<Integer, Integer> swap = node.started(
                asked -> {
                    oldRuns.incrementAndGet();
                    return slow.apply(asked);
                },
                node.fast());
        node.serveUntil(swap, Stage.BAKE);
        int before = oldRuns.get();
        node.serve(swap, 1_000);
        int heldBack = oldRuns.get() - before;
        assertTrue(60 < heldBack && heldBack < 140, "about one in ten: " + heldBack);
        assertEquals(Stage.BAKE, swap.stage());
        assertTrue(swap.report().missing().isEmpty()
                || swap.report().missing().toString().contains("of 120 s"));
    }

    @Test
    void aFasterSideThatMissesItsTargetStaysInTheLastStep() {
        Swap<Integer, Integer> swap =
                node.started(node.slow(), node.taking(Duration.ofMillis(1).dividedBy(2), Node.DOUBLED));
        node.serveUntil(swap, () -> swap.report().missing().toString().contains("out of reach"));
        assertEquals(Stage.RAMP, swap.stage());
        assertEquals(0.5, swap.report().share());
        assertEquals(Verdict.Standing.OUT_OF_REACH, swap.report().lines().get(0).standing());
    }

    @Test
    void aPolicyThatAcceptsBetterLetsItGoOn() {
        Swap<Integer, Integer> swap = withRollout(
                Node.rollout().acceptBetter(), node.taking(Duration.ofMillis(1).dividedBy(2), Node.DOUBLED));
        node.serveUntil(swap, Stage.COMPLETE);
    }

    @Test
    void acceptingBetterDoesNotMeanAcceptingTheSame() {
        Swap<Integer, Integer> swap = withRollout(Node.rollout().acceptBetter(), node.slow());
        node.serveUntil(
                swap, () -> swap.report().missing().toString().contains("not shown yet: faster than the old side"));
        assertEquals(Stage.RAMP, swap.stage());
    }

    private Swap<Integer, Integer> withRollout(Rollout.Builder rollout, Side<Integer, Integer> fresh) {
        node.plan();
        node.testsPassed(Node.BUILD);
        Swap<Integer, Integer> swap = Swap.builder(node.operation, Node.SWAP)
                .target(Target.responseTime().fasterByAtLeast(70))
                .rollout(rollout.build())
                .coin(node.coin())
                .build(node.slow(), fresh);
        swap.start();
        return swap;
    }

    @Test
    void aTargetThatCannotBeMeasuredIsNotTakenForMet() {
        SwapControl control =
                new SwapControl(Node.rollout().build(), List.of(Target.cpuTime().lessByAtLeast(40)));
        Baselines frozen = Baselines.NONE.plus("lat=400:1000").plus("");
        SwapState state =
                new SwapState(4, Stage.RAMP, 1, List.of(0.0, 0.1, 0.5), 2, false, node.time.now(), "", frozen);
        Verdict verdict = control.judge(state).orElseThrow().verdict(List.of());
        assertTrue(
                control.missing(verdict)
                        .contains("target of cpu: cannot be judged, since SHADOW has measured nothing of it"),
                control.missing(verdict).toString());
    }

    @Test
    void whilePausedNothingGoesForwardButARollbackStillHappens() {
        AtomicInteger isBad = new AtomicInteger();
        Side<Integer, Integer> fast = node.fast();
        Swap<Integer, Integer> swap = node.started(node.slow(), asked -> {
            if (isBad.get() == 1) {
                throw new IllegalStateException("broken");
            }
            return fast.apply(asked);
        });
        node.serveUntil(swap, Stage.CANARY);
        swap.pause("ada", "a release is on");
        for (int i = 0; i < 100; i++) {
            node.serve(swap, 20);
            node.pass(Duration.ofMillis(250));
        }
        assertEquals(Stage.CANARY, swap.stage());
        assertEquals("paused by ada: a release is on", swap.report().reason());
        swap.resume("ada", "it is out");
        node.serveUntil(swap, Stage.RAMP);
        swap.pause("ada", "another");
        isBad.set(1);
        node.serveUntil(swap, Stage.ROLLED_BACK);
    }

    @Test
    void aStageIsCutIntoSlicesEvenWhileAGateIsClosed() {
        node.append("resolution/issue-1", "OPENED", java.util.Map.of("subject", Node.SWAP));
        Swap<Integer, Integer> swap = withRollout(Node.rollout().sliceLength(Duration.ofSeconds(60)), node.fast());
        node.serveUntil(swap, Stage.BAKE);
        long before = slices();
        for (int minute = 0; minute < 6; minute++) {
            node.serve(swap, 50);
            node.pass(Duration.ofSeconds(60));
            node.pass(Duration.ofSeconds(1));
        }
        assertEquals(Stage.BAKE, swap.stage());
        assertEquals(6, slices() - before);
        assertEquals(0.9, swap.report().share());
    }

    private long slices() {
        return node.story().stream().filter("SLICED"::equals).count();
    }

    @Test
    void theSecondAttemptHasEvidenceOfItsOwnAndASmallerLevel() {
        AtomicInteger isBad = new AtomicInteger();
        Side<Integer, Integer> fast = node.fast();
        Swap<Integer, Integer> swap = node.started(node.slow(), asked -> {
            if (isBad.get() == 1) {
                throw new IllegalStateException("broken");
            }
            return fast.apply(asked);
        });
        node.serveUntil(swap, Stage.CANARY);
        double level = swap.report().level();
        isBad.set(1);
        node.serveUntil(swap, Stage.ROLLED_BACK);
        assertTrue(swap.report().verdict().orElseThrow().totalCalls() > 0);
        isBad.set(0);
        node.pass(Duration.ofMinutes(2));
        swap.start();
        assertEquals(2, swap.report().attempt());
        assertEquals(0, swap.report().compared());
        assertTrue(swap.report().verdict().isEmpty(), "nothing is judged by what the first attempt has seen");
        assertTrue(swap.report().level() < level);
        node.serveUntil(swap, Stage.COMPLETE);
        assertEquals(2, swap.report().attempt());
    }
}
