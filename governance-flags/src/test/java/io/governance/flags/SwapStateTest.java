package io.governance.flags;

import static io.governance.flags.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.remember.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SwapStateTest {
    private static final Instant NOW = Instant.parse("2027-01-04T09:00:00Z");
    private static final SwapState NEW = SwapState.initial(NOW);

    private final List<Ledger.Entry> entries = new ArrayList<>();

    private SwapStateTest then(SwapEvent event, String... facts) {
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            map.put(facts[i], facts[i + 1]);
        }
        int version = entries.size() + 1;
        entries.add(new Ledger.Entry("swap/x", version, NOW.plusSeconds(version), "node-1", event.name(), map, "", ""));
        return this;
    }

    private SwapState state() {
        return SwapState.fold(NEW, entries);
    }

    @Test
    void sameEntriesGiveTheSameStateWhateverTheBatches() {
        then(SwapEvent.STARTED).then(SwapEvent.PROMOTED, "to", "CANARY", "share", "0.01", "baseline", "lat=3:4");
        then(SwapEvent.SLICED).then(SwapEvent.PAUSED, "reason", "lunch").then(SwapEvent.RESUMED);
        then(SwapEvent.PROMOTED, "to", "RAMP", "share", "0.05");
        SwapState oneByOne = NEW;
        for (Ledger.Entry entry : entries) {
            oneByOne = SwapState.fold(oneByOne, List.of(entry));
        }
        assertEquals(state(), oneByOne);
        assertEquals(state(), state());
        assertEquals(Stage.OFF, NEW.stage(), "the state that was folded from is untouched");
    }

    @Test
    void aSliceKeepsShareStageAndItsBeginning() {
        then(SwapEvent.STARTED).then(SwapEvent.PROMOTED, "to", "CANARY", "share", "0.01");
        SwapState before = state();
        SwapState after = then(SwapEvent.SLICED).state();
        assertEquals(before.share(), after.share());
        assertEquals(before.since(), after.since());
        assertEquals(before.slice() + 1, after.slice());
        assertEquals(before.stageSlice(), after.stageSlice());
    }

    @Test
    void aStepBringsTheTablesThatItsSlicesAreJudgedBy() {
        then(SwapEvent.STARTED).then(SwapEvent.PROMOTED, "to", "CANARY", "share", "0.01", "baseline", "lat=3:4");
        then(SwapEvent.SLICED).then(SwapEvent.SLICED, "baseline", "lat=5:6");
        then(SwapEvent.PAUSED, "reason", "lunch").then(SwapEvent.RESUMED);
        then(SwapEvent.PROMOTED, "to", "RAMP", "share", "0.05", "baseline", "lat=7:8");
        assertEquals(
                List.of("lat=3:4", "lat=5:6", "lat=7:8"), state().baselines().tables());
        assertEquals(List.of(0, 0, 0, 1, 2), state().baselines().bySlice());
        assertEquals(5, state().shares().size());
    }

    @Test
    void everyStartAfterTheFirstIsAnotherAttempt() {
        assertEquals(1, then(SwapEvent.STARTED).state().attempt());
        assertEquals(
                2, then(SwapEvent.ROLLED_BACK).then(SwapEvent.RESTARTED).state().attempt());
        assertEquals(3, then(SwapEvent.KILLED).then(SwapEvent.STARTED).state().attempt());
        assertEquals(List.of(0.0), state().shares(), "an attempt has slices of its own");
        assertTrue(state().baselines().isEmpty(), "and baselines of its own");
    }

    @Test
    void pausingIsOverWithTheNextStep() {
        then(SwapEvent.STARTED).then(SwapEvent.PAUSED);
        assertTrue(state().isPaused());
        assertFalse(then(SwapEvent.PROMOTED, "to", "CANARY", "share", "0.01")
                .state()
                .isPaused());
    }

    @Test
    void anEntryOfALaterVersionOfTheLibraryIsNamed() {
        Ledger.Entry unknown = new Ledger.Entry("swap/x", 1, NOW, "node-9", "TELEPORTED", Map.of(), "", "");
        String message = refusal(IllegalStateException.class, () -> SwapState.fold(NEW, List.of(unknown)));
        assertTrue(message.contains("swap/x version 1, written by node-9: TELEPORTED cannot follow OFF"), message);
    }
}
