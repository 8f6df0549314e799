package io.governance.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SeveralNodesTest {
    private final ManualTime time = new ManualTime();
    private final Store shared = Store.inMemory("memory", time);
    private final Node one = new Node(time, shared, "node-1", 1);
    private final Node two = new Node(time, shared, "node-2", 2);
    private final AtomicBoolean isBroken = new AtomicBoolean();
    private final AtomicInteger newRuns = new AtomicInteger();

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    private Swap<Integer, Integer> swap(Node node) {
        Side<Integer, Integer> fast = node.fast();
        return node.swap(node.slow(), asked -> {
            newRuns.incrementAndGet();
            if (isBroken.get()) {
                throw new IllegalStateException("broken");
            }
            return fast.apply(asked);
        });
    }

    private void start(Swap<Integer, Integer> swap) {
        one.plan();
        one.testsPassed(Node.BUILD);
        swap.start();
    }

    private void serveBothUntil(Swap<Integer, Integer> first, Swap<Integer, Integer> second, Stage stage) {
        one.serveUntil(first, () -> {
            two.serve(second, 20);
            two.governance.step();
            return first.stage() == stage;
        });
    }

    @Test
    void theOtherNodeFollowsWithinOnePoll() {
        Swap<Integer, Integer> first = swap(one);
        Swap<Integer, Integer> second = swap(two);
        start(first);
        assertEquals(Stage.OFF, second.stage());
        two.pass(Duration.ofSeconds(1));
        assertEquals(Stage.SHADOW, second.stage());
        serveBothUntil(first, second, Stage.RAMP);
        isBroken.set(true);
        while (first.stage() == Stage.RAMP) {
            one.serve(first, 1);
        }
        two.pass(Duration.ofSeconds(1));
        assertEquals(Stage.ROLLED_BACK, second.stage());
        int before = newRuns.get();
        two.serve(second, 200);
        assertEquals(before, newRuns.get());
    }

    @Test
    void twoNodesThatDecideAtOnceTakeEachStepOnce() {
        Swap<Integer, Integer> first = swap(one);
        Swap<Integer, Integer> second = swap(two);
        start(first);
        two.pass(Duration.ofSeconds(1));
        serveBothUntil(first, second, Stage.COMPLETE);
        List<String> steps = one.entries().stream()
                .filter(entry -> entry.type().equals("PROMOTED"))
                .map(Ledger.Entry::facts)
                .map(facts -> facts.get("to") + " " + facts.get("share"))
                .toList();
        assertEquals(List.of("CANARY 0.1", "RAMP 0.3", "RAMP 0.5", "BAKE 0.9"), steps);
        two.pass(Duration.ofSeconds(1));
        assertEquals(Stage.COMPLETE, second.stage());
    }

    @Test
    void aStepDecidedFromAnOldStateIsNotAppended() {
        Swap<Integer, Integer> first = swap(one);
        start(first);
        SwapStream stream = new SwapStream(shared.ledger(), Node.SWAP, time);
        SwapState decidedFrom = stream.poll();
        assertTrue(stream.append(decidedFrom, SwapEvent.PAUSED, java.util.Map.of()));
        assertTrue(!stream.append(decidedFrom, SwapEvent.PAUSED, java.util.Map.of()));
        assertEquals(List.of("STARTED", "PAUSED"), one.story());
    }

    @Test
    void evidenceAddsUpOverNodesAndIncarnations() {
        Swap<Integer, Integer> first = swap(one);
        Swap<Integer, Integer> second = swap(two);
        start(first);
        one.serveUntil(first, Stage.CANARY);
        two.pass(Duration.ofSeconds(1));
        long before = first.report().verdict().orElseThrow().totalCalls();
        two.serve(second, 300);
        one.serve(first, 100);
        two.pass(Duration.ofSeconds(1));
        one.governance.step();
        two.pass(Duration.ofSeconds(1));
        one.governance.step();
        assertEquals(before + 400, first.report().verdict().orElseThrow().totalCalls());
        assertEquals(before + 400, second.report().verdict().orElseThrow().totalCalls());
        Set<String> nodes = new TreeSet<>();
        shared.evidence().read("swap/" + Node.SWAP + "/attempt/1").forEach(row -> nodes.add(row.node()));
        assertEquals(Set.of("node-1", "node-2"), nodes);
    }

    @Test
    void aQuietNodeGoesForwardByTheCallsOfABusyOne() {
        Swap<Integer, Integer> quiet = swap(one);
        Swap<Integer, Integer> busy = swap(two);
        start(busy);
        two.serveUntil(busy, Stage.CANARY);
        busy.pause("ada", "so that the step stays the same");
        one.pass(Duration.ofSeconds(1));
        two.serve(busy, 2_000);
        two.pass(Duration.ofSeconds(1));
        one.pass(Duration.ofSeconds(1));
        one.pass(Duration.ofSeconds(1));
        assertTrue(
                quiet.report().missing().stream().noneMatch(missing -> missing.startsWith("judged")),
                quiet.report().missing().toString());
    }

    @Test
    void aRestartedNodeGoesOnWhereItsSwapStood() {
        Swap<Integer, Integer> first = swap(one);
        start(first);
        one.serveUntil(first, Stage.CANARY);
        one.serve(first, 200);
        one.pass(Duration.ofSeconds(1));
        long calls = first.report().verdict().orElseThrow().totalCalls();
        first.close();
        try (Node again = new Node(time, shared, "node-1", 3)) {
            Swap<Integer, Integer> restarted = swap(again);
            assertEquals(Stage.CANARY, restarted.stage());
            assertEquals(1, restarted.report().attempt());
            assertEquals(calls, restarted.report().verdict().orElseThrow().totalCalls(), "nothing seen is lost");
            again.serveUntil(restarted, Stage.COMPLETE);
        }
    }

    @Test
    void aRestartAfterCompletionStillShowsTheVerdict() {
        Swap<Integer, Integer> first = swap(one);
        start(first);
        one.serveUntil(first, Stage.COMPLETE);
        one.pass(Duration.ofSeconds(1));
        first.close();
        try (Node again = new Node(time, shared, "node-1", 3)) {
            Swap<Integer, Integer> restarted = swap(again);
            assertEquals(
                    first.report().verdict().orElseThrow().newCalls(),
                    restarted.report().verdict().orElseThrow().newCalls());
        }
    }

    @Test
    void aRestartedNodeWarmsUpAgain() {
        WarmUp byCalls = new WarmUp(3, time.nanos() + Duration.ofMinutes(10).toNanos());
        byCalls.newSideRan();
        byCalls.newSideRan();
        assertTrue(!byCalls.isOver(time));
        byCalls.newSideRan();
        assertTrue(byCalls.isOver(time));
        WarmUp byTime = new WarmUp(3, time.nanos() + Duration.ofMinutes(10).toNanos());
        time.advance(Duration.ofMinutes(9));
        assertTrue(!byTime.isOver(time));
        time.advance(Duration.ofMinutes(1));
        assertTrue(byTime.isOver(time));
    }
}
