package io.governance.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShadowStageTest {
    record Order(String id, int total) {}

    private final Node node = new Node();

    @AfterEach
    void close() {
        node.close();
    }

    /** What is taken back takes effect at once; the ledger is told a moment later, by the shadow's thread. */
    private String reason() {
        for (int i = 0; i < 100_000 && !lastType().equals("ROLLED_BACK"); i++) {
            Node.letShadowRun();
        }
        return node.entries().get(node.entries().size() - 1).facts().getOrDefault("reason", "");
    }

    private String lastType() {
        return node.entries().get(node.entries().size() - 1).type();
    }

    @Test
    void aConfirmedDifferenceRollsBackAtOnceAndNamesTheField() {
        node.plan();
        Swap<Integer, Order> swap = Swap.builder(node.operation, Node.SWAP)
                .rollout(Node.rollout().build())
                .build((Integer id) -> new Order("A" + id, id), (Integer id) -> new Order("A" + id, id == 37 ? 0 : id));
        swap.start();
        for (int i = 0; swap.stage() == Stage.SHADOW && i < 100_000; i++) {
            assertEquals(new Order("A" + i % 50, i % 50), swap.call(i % 50));
            Node.letShadowRun();
        }
        assertEquals(Stage.ROLLED_BACK, swap.stage());
        assertTrue(reason().contains("total: old 37, new 0"), reason());
    }

    @Test
    void anInputOnWhichTheOldSideDiffersFromItselfSaysNothing() {
        AtomicInteger clock = new AtomicInteger();
        node.plan();
        Swap<Integer, Integer> swap = Swap.builder(node.operation, Node.SWAP)
                .rollout(Node.rollout().build())
                .build((Integer asked) -> clock.incrementAndGet(), (Integer asked) -> clock.incrementAndGet());
        swap.start();
        for (int i = 0; swap.report().unstable() < 20 && i < 100_000; i++) {
            swap.call(i);
            Node.letShadowRun();
        }
        node.pass(Duration.ofSeconds(5));
        assertEquals(Stage.SHADOW, swap.stage());
        assertEquals(0, swap.report().compared());
        assertTrue(
                swap.report().missing().toString().contains("unstable"),
                swap.report().toString());
    }

    @Test
    void callersGetTheOldSidesAnswerFromTheirOwnThread() {
        Set<Thread> ranNew = ConcurrentHashMap.newKeySet();
        Swap<Integer, Integer> swap = node.started(node.slow(), asked -> {
            ranNew.add(Thread.currentThread());
            return asked * 2;
        });
        for (int i = 0; swap.report().compared() < 20 && i < 100_000; i++) {
            node.serve(swap, 1);
            Node.letShadowRun();
        }
        assertTrue(!ranNew.isEmpty() && !ranNew.contains(Thread.currentThread()), ranNew.toString());
    }

    @Test
    void aSideThatIsSlowerOnTheSameInputsIsRolledBack() {
        Swap<Integer, Integer> swap = node.started(node.slow(), node.taking(Duration.ofMillis(3), Node.DOUBLED));
        node.serveUntil(swap, Stage.ROLLED_BACK);
        assertEquals("on the same inputs the new side is slower", reason());
        assertEquals(java.util.List.of("STARTED", "ROLLED_BACK"), node.story());
    }

    @Test
    void aSideThatFailsWhereTheOldOneDoesNotIsRolledBack() {
        AtomicInteger runs = new AtomicInteger();
        Swap<Integer, Integer> swap = node.started(node.slow(), asked -> {
            if (runs.incrementAndGet() % 4 == 0) {
                throw new IllegalStateException("no answer");
            }
            return Node.DOUBLED.apply(asked);
        });
        node.serveUntil(swap, Stage.ROLLED_BACK);
        assertEquals("on the same inputs the new side fails where the old one does not", reason());
    }

    @Test
    void anEqualityThatThrowsIsCountedAndHarmsNobody() {
        node.plan();
        Swap<Integer, Integer> swap = Swap.builder(node.operation, Node.SWAP)
                .<Integer>equalBy((old, fresh) -> {
                    throw new UnsupportedOperationException("cannot compare");
                })
                .rollout(Node.rollout().build())
                .build(node.slow(), node.fast());
        swap.start();
        long before = node.governance.complaints();
        node.serveUntil(swap, () -> swap.report().missing().toString().contains("failed"));
        assertEquals(Stage.SHADOW, swap.stage());
        assertTrue(node.governance.complaints() > before);
    }

    @Test
    void aHungNewSideIsInterruptedAndCallersNeverWait() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Swap<Integer, Integer> swap = node.started(node.slow(), asked -> {
            if (interrupted.getCount() > 0) {
                hangs.countDown();
                try {
                    new CountDownLatch(1).await();
                } finally {
                    interrupted.countDown();
                }
            }
            return asked * 2;
        });
        node.serve(swap, Node.BASELINE + 1);
        hangs.await();
        node.serve(swap, 1_000);
        assertTrue(swap.report().dropped() > 500, "a bounded queue: " + swap.report());
        node.pass(Duration.ofSeconds(11));
        interrupted.await();
        node.serveUntil(swap, () -> swap.report().compared() > 0);
    }

    @Test
    void aShadowThatFallsBehindRestsForASecond() {
        AtomicInteger runs = new AtomicInteger();
        Side<Integer, Integer> late = asked -> {
            runs.incrementAndGet();
            node.time.advance(Duration.ofMillis(501)); // whoever waits behind it has waited for half a second
            return asked * 2;
        };
        node.plan();
        Swap<Integer, Integer> swap = Swap.builder(node.operation, Node.SWAP)
                .rollout(Node.rollout().shadow(60, 1.0, 0.001).build())
                .build(Node.DOUBLED, late);
        swap.start();
        node.serve(swap, Node.BASELINE);
        while (swap.report().dropped() == 0) {
            node.serve(swap, 1);
        }
        int before = runs.get();
        long dropped = swap.report().dropped();
        node.serve(swap, 100);
        assertEquals(before, runs.get());
        assertTrue(swap.report().dropped() >= dropped + 100, () -> "counted: " + swap.report());
        node.pass(Duration.ofSeconds(1));
        while (runs.get() == before) {
            node.serve(swap, 1);
            Node.letShadowRun();
        }
    }

    @Test
    void aDifferenceOfAnEarlierAttemptDoesNotTouchTheNextOne() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answers = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        Swap<Integer, Integer> swap = node.started(node.slow(), input -> {
            if (input == Node.BASELINE) {
                asked.countDown();
                while (answers.getCount() > 0) { // an interruption does not stop it
                    Thread.onSpinWait();
                }
                answered.countDown();
                return -1;
            }
            return input * 2;
        });
        node.serve(swap, Node.BASELINE + 1);
        asked.await();
        swap.kill("ada", "a drill");
        swap.start();
        assertEquals(2, swap.report().attempt());
        answers.countDown();
        answered.await();
        node.serveUntil(swap, () -> swap.report().compared() > 10);
        assertEquals(Stage.SHADOW, swap.stage());
    }
}
