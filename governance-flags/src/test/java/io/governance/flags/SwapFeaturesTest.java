package io.governance.flags;

import static io.governance.flags.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.togglz.core.Feature;
import org.togglz.core.manager.FeatureManager;
import org.togglz.core.repository.FeatureState;
import org.togglz.core.util.NamedFeature;

@Timeout(60)
class SwapFeaturesTest {
    private static final Feature FEATURE = new NamedFeature(Node.SWAP);

    private final Node node = new Node();
    private final FeatureManager togglz = SwapFeatures.manager(node.governance);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void everyOpenSwapIsAFeatureAndAClosedOneIsNone() {
        assertTrue(togglz.getFeatures().isEmpty());
        Swap<Integer, Integer> swap = node.swap(node.slow(), node.fast());
        assertEquals(1, togglz.getFeatures().size());
        assertEquals(
                "dashboard-2027 (customer.dashboard)",
                togglz.getMetaData(FEATURE).getLabel());
        swap.close();
        assertTrue(togglz.getFeatures().isEmpty());
    }

    @Test
    void theStateShowsStageShareAttemptAndReason() {
        Swap<Integer, Integer> swap = node.started(node.slow(), node.fast());
        node.serveUntil(swap, Stage.CANARY);
        FeatureState state = togglz.getFeatureState(FEATURE);
        assertTrue(state.isEnabled());
        assertEquals(SwapFeatures.STRATEGY, state.getStrategyId());
        assertEquals("CANARY", state.getParameter("stage"));
        assertEquals("0.1000", state.getParameter("share"));
        assertEquals("1", state.getParameter("attempt"));
        assertEquals("every gate of the step before is passed", state.getParameter("reason"));
        assertFalse(togglz.isActive(FEATURE), "each call has a coin of its own: nobody has the feature as such");
        node.serveUntil(swap, Stage.COMPLETE);
        assertTrue(togglz.isActive(FEATURE));
    }

    @Test
    void disablingAFeatureKillsItsSwap() {
        Swap<Integer, Integer> swap = node.started(node.slow(), node.fast());
        togglz.disable(FEATURE);
        assertEquals(Stage.OFF, swap.stage());
        assertEquals("killed by togglz: the feature was disabled", swap.report().reason());
        assertFalse(togglz.getFeatureState(FEATURE).isEnabled());
        togglz.disable(FEATURE);
        assertEquals(java.util.List.of("STARTED", "KILLED"), node.story(), "twice is once");
    }

    @Test
    void enablingAFeatureIsRefusedAndSaysHowASwapStarts() {
        Swap<Integer, Integer> swap = node.swap(node.slow(), node.fast());
        String message = refusal(IllegalStateException.class, () -> togglz.enable(FEATURE));
        assertTrue(message.contains("is in OFF") && message.contains("Swap.start()"), message);
        assertEquals(Stage.OFF, swap.stage());
        assertThrows(IllegalArgumentException.class, () -> togglz.disable(new NamedFeature("unknown")));
    }

    @Test
    void theStoreIsNotAskedForAFeature() {
        Swap<Integer, Integer> swap = node.started(node.slow(), node.fast());
        node.store.cut();
        assertEquals("SHADOW", togglz.getFeatureState(FEATURE).getParameter("stage"));
        togglz.disable(FEATURE);
        assertEquals(Stage.OFF, swap.stage(), "switched off although the store is away");
    }
}
