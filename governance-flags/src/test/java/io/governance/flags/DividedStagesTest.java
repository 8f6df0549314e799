package io.governance.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DividedStagesTest {
    private final Node node = new Node();
    private final AtomicInteger failEvery = new AtomicInteger();
    private final AtomicInteger newRuns = new AtomicInteger();
    private final AtomicInteger oldRuns = new AtomicInteger();
    private volatile byte[] allocated = {};

    @AfterEach
    void close() {
        node.close();
    }

    /** A swap in CANARY whose new side can be told to fail. */
    private Swap<Integer, Integer> inCanary() {
        Side<Integer, Integer> slow = node.slow();
        Side<Integer, Integer> fast = node.fast();
        Swap<Integer, Integer> swap = node.started(
                asked -> {
                    oldRuns.incrementAndGet();
                    return slow.apply(asked);
                },
                asked -> {
                    int every = failEvery.get();
                    if (newRuns.incrementAndGet() % Math.max(1, every) == 0 && every > 0) {
                        throw new IOException("the new side's database is down");
                    }
                    return fast.apply(asked);
                });
        node.serveUntil(swap, Stage.CANARY);
        return swap;
    }

    private String reason() {
        return node.entries().get(node.entries().size() - 1).facts().getOrDefault("reason", "");
    }

    @Test
    void aCallerOfAFailingNewSideGetsTheOldSidesAnswerAndTheFailureCounts() {
        Swap<Integer, Integer> swap = inCanary();
        failEvery.set(2);
        node.serve(swap, 60); // checks every answer
        long rescued = swap.report().rescued();
        assertTrue(rescued > 0, swap.report().toString());
        node.serveUntil(swap, Stage.ROLLED_BACK);
        assertTrue(reason().contains("worse in err"), reason());
        assertTrue(swap.report().rescued() >= rescued);
    }

    @Test
    void fiveFailuresInARowRollBackWithoutWaitingForAJudge() {
        Swap<Integer, Integer> swap = inCanary();
        failEvery.set(1);
        while (swap.stage() == Stage.CANARY) {
            node.serve(swap, 1);
        }
        assertEquals(5, swap.report().rescued());
        assertTrue(reason().startsWith("5 calls of the new side failed in a row, the last with java.io.IOException"));
        int before = newRuns.get();
        node.serve(swap, 200);
        assertEquals(before, newRuns.get(), "no call reaches the new side any more");
    }

    @Test
    void whereTheOldSideFailsTooTheNewOneIsNotToBlame() {
        AtomicBoolean isDown = new AtomicBoolean();
        Side<Integer, Integer> slow = node.slow();
        Side<Integer, Integer> fast = node.fast();
        Swap<Integer, Integer> swap = node.started(
                asked -> isDown.get() ? failed(asked) : slow.apply(asked),
                asked -> isDown.get() ? failed(asked) : fast.apply(asked));
        node.serveUntil(swap, Stage.CANARY);
        isDown.set(true);
        for (int i = 0; i < 300; i++) {
            int asked = i;
            IOException failure = assertThrows(IOException.class, () -> swap.<IOException>call(asked));
            assertEquals("no row " + i, failure.getMessage());
        }
        assertEquals(Stage.CANARY, swap.stage());
        assertEquals(0, swap.report().rescued());
    }

    private static int failed(int asked) throws IOException {
        throw new IOException("no row " + asked);
    }

    @Test
    void anInterruptedCallerIsNotKeptWaitingByTheOldSide() {
        AtomicBoolean isInterrupted = new AtomicBoolean();
        Side<Integer, Integer> fast = node.fast();
        Side<Integer, Integer> slow = node.slow();
        Swap<Integer, Integer> swap = node.started(
                asked -> {
                    oldRuns.incrementAndGet();
                    return slow.apply(asked);
                },
                asked -> {
                    if (isInterrupted.get()) {
                        throw new InterruptedException();
                    }
                    return fast.apply(asked);
                });
        node.serveUntil(swap, Stage.CANARY);
        isInterrupted.set(true);
        int interrupted = 0;
        for (int i = 0; i < 100; i++) {
            int before = oldRuns.get();
            try {
                swap.<InterruptedException>call(i);
            } catch (InterruptedException e) {
                interrupted++;
                assertEquals(before, oldRuns.get());
            }
        }
        assertTrue(interrupted > 0);
        assertEquals(0, swap.report().rescued());
    }

    @Test
    void aSideThatIsSlowerUnderLoadIsRolledBack() {
        AtomicBoolean isLoaded = new AtomicBoolean();
        Side<Integer, Integer> fast = node.fast();
        Side<Integer, Integer> slower = node.taking(Duration.ofMillis(3), Node.DOUBLED);
        Swap<Integer, Integer> swap = node.started(node.slow(), asked -> (isLoaded.get() ? slower : fast).apply(asked));
        node.serveUntil(swap, Stage.CANARY);
        isLoaded.set(true);
        node.serveUntil(swap, Stage.ROLLED_BACK);
        assertTrue(reason().contains("worse in lat"), reason());
        assertEquals(
                "WORSE", node.entries().get(node.entries().size() - 1).facts().get("conclusion"));
        assertTrue(node.governance.examine().findings().stream()
                .anyMatch(finding -> finding.kind().equals("SWAP_ROLLED_BACK")));
    }

    @Test
    void aSideThatAllocatesTenTimesAsMuchIsRolledBack() {
        AtomicBoolean isGreedy = new AtomicBoolean();
        Side<Integer, Integer> fast = node.fast();
        Swap<Integer, Integer> swap = node.started(
                allocating(10_000, node.slow()),
                asked -> allocating(isGreedy.get() ? 100_000 : 10_000, fast).apply(asked));
        node.serveUntil(swap, Stage.CANARY);
        isGreedy.set(true);
        node.serveUntil(swap, Stage.ROLLED_BACK);
        assertTrue(reason().contains("worse in alloc"), reason());
    }

    private Side<Integer, Integer> allocating(int bytes, Side<Integer, Integer> side) {
        return asked -> {
            allocated = new byte[bytes];
            return side.apply(asked) + allocated[0];
        };
    }

    @Test
    void theJudgedEvidenceIsInTheStoreWhenARollbackIs() {
        Swap<Integer, Integer> swap = inCanary();
        failEvery.set(1);
        while (swap.stage() == Stage.CANARY) {
            node.serve(swap, 1);
        }
        long errors = node.store.evidence().read("swap/" + Node.SWAP + "/attempt/1").stream()
                .filter(row -> row.metric().equals("err") && row.arm().equals("new"))
                .mapToLong(row -> row.buckets().getOrDefault(0, 0L))
                .sum();
        assertTrue(errors >= 4, "errors in the store: " + errors);
    }

    @Test
    void swapsNestAndAnswersStayRight() {
        Swap<Integer, Integer> inner = Swap.builder(node.operation, "inner")
                .rollout(Node.rollout().build())
                .build(Node.DOUBLED, Node.DOUBLED);
        Swap<Integer, Integer> swap = node.started(node.slow(), inner::call);
        node.serveUntil(swap, Stage.CANARY);
        node.serve(swap, 100);
        assertEquals(Stage.CANARY, swap.stage());
    }

    @Test
    void aSideMayCallItsOwnSwapAgain() {
        List<Swap<Integer, Integer>> self = new ArrayList<>();
        Side<Integer, Integer> old = asked -> asked == 0 ? 0 : self.get(0).call(asked - 1) + 2;
        node.plan();
        node.testsPassed(Node.BUILD);
        Swap<Integer, Integer> swap = node.swap(old, old);
        self.add(swap);
        swap.start();
        for (int round = 0; round < 500 && swap.stage() != Stage.RAMP; round++) {
            for (int i = 0; i < 5; i++) {
                assertEquals(12, (int) swap.call(6));
            }
            node.pass(Duration.ofMillis(250));
        }
        assertTrue(swap.stage().isDivided(), swap.report().toString());
    }
}
