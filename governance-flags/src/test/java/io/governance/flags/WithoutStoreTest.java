package io.governance.flags;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.remember.StoreUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WithoutStoreTest {
    private final Node node = new Node();
    private final AtomicInteger newRuns = new AtomicInteger();
    private final AtomicBoolean isBroken = new AtomicBoolean();

    @AfterEach
    void close() {
        node.close();
    }

    private Swap<Integer, Integer> in(Stage stage) {
        Side<Integer, Integer> fast = node.fast();
        Swap<Integer, Integer> swap = node.started(node.slow(), asked -> {
            newRuns.incrementAndGet();
            if (isBroken.get()) {
                throw new IllegalStateException("broken");
            }
            return fast.apply(asked);
        });
        node.serveUntil(swap, stage);
        return swap;
    }

    private int newRunsOf(Swap<Integer, Integer> swap, int calls) {
        int before = newRuns.get();
        node.serve(swap, calls);
        return newRuns.get() - before;
    }

    private String last() {
        List<String> story = node.story();
        return story.get(story.size() - 1);
    }

    @Test
    void theKillSwitchWorksAtOnceAndTheLedgerIsToldLater() {
        Swap<Integer, Integer> swap = in(Stage.CANARY);
        node.store.cut();
        swap.kill("ada", "customers complain");
        assertEquals(0, newRunsOf(swap, 200));
        assertEquals(Stage.OFF, swap.stage());
        assertEquals("killed by ada: customers complain", swap.report().reason());
        node.pass(Duration.ofSeconds(90));
        node.store.connect();
        assertEquals("PROMOTED", last());
        node.pass(Duration.ofSeconds(1));
        assertEquals("KILLED", last());
        assertEquals(0, newRunsOf(swap, 200));
        swap.start();
        assertEquals(2, swap.report().attempt(), "it can be started again");
    }

    @Test
    void aRollbackTakesEffectAtOnceAndIsToldLater() {
        Swap<Integer, Integer> swap = in(Stage.CANARY);
        node.store.cut();
        isBroken.set(true);
        while (swap.stage() == Stage.CANARY) {
            node.serve(swap, 1);
        }
        assertEquals(Stage.ROLLED_BACK, swap.stage());
        assertEquals(0, newRunsOf(swap, 200));
        node.pass(Duration.ofSeconds(3));
        node.store.connect();
        node.pass(Duration.ofSeconds(1));
        assertEquals("ROLLED_BACK", last());
        assertTrue(
                swap.report().reason().contains("failed in a row"),
                swap.report().reason());
    }

    @Test
    void aSilentStoreSendsAnUnfinishedRolloutToTheOldSideUntilItAnswers() {
        Swap<Integer, Integer> swap = in(Stage.RAMP);
        node.store.cut();
        node.pass(Duration.ofSeconds(1));
        node.pass(Duration.ofSeconds(28));
        assertTrue(newRunsOf(swap, 200) > 0, "patience is thirty seconds");
        node.pass(Duration.ofSeconds(3));
        assertEquals(0, newRunsOf(swap, 200));
        assertEquals(Stage.RAMP, swap.stage(), "the decision stands, only this node stays out");
        node.store.connect();
        node.pass(Duration.ofSeconds(1));
        assertTrue(newRunsOf(swap, 200) > 0);
    }

    @Test
    void aSilentStoreLeavesABakingSideInPlace() {
        Swap<Integer, Integer> swap = in(Stage.BAKE);
        node.store.cut();
        node.pass(Duration.ofSeconds(1));
        node.pass(Duration.ofMinutes(10));
        node.pass(Duration.ofMinutes(10));
        assertTrue(newRunsOf(swap, 200) > 150);
        node.store.connect();
        node.serveUntil(swap, Stage.COMPLETE);
        node.store.cut();
        node.pass(Duration.ofMinutes(10));
        node.pass(Duration.ofMinutes(10));
        assertEquals(200, newRunsOf(swap, 200));
    }

    @Test
    void callersNoticeNothingOfASwapMadeWhileTheStoreIsDown() {
        node.plan();
        node.testsPassed(Node.BUILD);
        node.store.cut();
        Swap<Integer, Integer> swap = node.swap(node.slow(), node.fast());
        node.serve(swap, 100);
        assertThrows(StoreUnavailableException.class, swap::start);
        node.store.connect();
        swap.start();
        node.serveUntil(swap, Stage.CANARY);
    }

    @Test
    void aKillOfWhatIsOffDoesNotSpoilTheNextStart() {
        node.plan();
        node.testsPassed(Node.BUILD);
        Swap<Integer, Integer> swap = node.swap(node.slow(), node.fast());
        swap.kill("ada", "to be sure");
        assertEquals(Stage.OFF, swap.stage());
        assertTrue(node.story().isEmpty());
        swap.start();
        node.serveUntil(swap, Stage.COMPLETE);
    }
}
