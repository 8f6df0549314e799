package io.governance.flags;

import static io.governance.flags.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.remember.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StageTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "swap-stages.md");
    private static final Instant NOW = Instant.parse("2027-01-04T09:00:00Z");

    @Test
    void documentShowsTheTableOfTheCode() throws IOException {
        assertEquals(document(), Files.readString(DOCUMENT), "copy the expected text into " + DOCUMENT);
    }

    @Test
    void eachTransitionIsFoldedIfAndOnlyIfTheTablePermitsIt() {
        List<Executable> checks = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            for (SwapEvent event : SwapEvent.values()) {
                checks.add(() -> check(stage, event));
            }
        }
        assertAll(checks);
    }

    private static void check(Stage stage, SwapEvent event) {
        SwapState state = at(stage);
        if (stage.permits(event)) {
            SwapState next = SwapState.fold(state, List.of(entry(event.name())));
            assertEquals(9, next.version(), stage + " " + event);
        } else {
            String message =
                    refusal(IllegalStateException.class, () -> SwapState.fold(state, List.of(entry(event.name()))));
            assertTrue(message.contains(event + " cannot follow " + stage), message);
        }
    }

    private static SwapState at(Stage stage) {
        return new SwapState(8, stage, 1, List.of(0.0, 0.1), 1, false, NOW, "so far", Baselines.NONE);
    }

    private static Ledger.Entry entry(String type) {
        return new Ledger.Entry("swap/x", 9, NOW, "node-1", type, Map.of("to", "RAMP", "share", "0.3"), "", "");
    }

    /** Rows are stages, columns are events; a cell names the stage that follows. */
    private static String document() {
        StringBuilder text = new StringBuilder("""
                # What may follow what in a swap

                Printed from `Stage` by `StageTableTest`, which fails when this page differs. An empty cell: the event
                cannot happen there. PROMOTED goes one step forward; stage and share it leads to are in the entry.

                """);
        text.append("| stage |");
        for (SwapEvent event : SwapEvent.values()) {
            text.append(' ').append(event).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(SwapEvent.values().length)).append('\n');
        for (Stage stage : Stage.values()) {
            text.append("| ").append(stage).append(" |");
            for (SwapEvent event : SwapEvent.values()) {
                text.append(' ').append(cell(stage, event)).append(" |");
            }
            text.append('\n');
        }
        return text.toString().replace("|  |", "| |").replace("|  |", "| |");
    }

    private static String cell(Stage stage, SwapEvent event) {
        if (!stage.permits(event)) {
            return "";
        }
        if (event == SwapEvent.PROMOTED) {
            return "next step";
        }
        return SwapState.fold(at(stage), List.of(entry(event.name()))).stage().name();
    }
}
