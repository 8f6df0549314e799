package io.governance.flags;

import static io.governance.flags.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.remember.Ledger;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatesTest {
    private final Node node = new Node();

    @AfterEach
    void close() {
        node.close();
    }

    private Swap<Integer, Integer> swap() {
        return node.swap(node.slow(), node.fast());
    }

    private static String refusedStart(Swap<?, ?> swap) {
        return refusal(IllegalStateException.class, swap::start);
    }

    @Test
    void aStartWithoutAPlanIsRefusedAndEveryMissingPartIsNamed() {
        Swap<Integer, Integer> swap = swap();
        String message = refusedStart(swap);
        Gates.PLANNING.forEach(part -> assertTrue(message.contains("'" + part + "'"), message));
        assertEquals(Stage.OFF, swap.stage());
        assertTrue(node.story().isEmpty());
    }

    @Test
    void oneBlankPartIsEnoughToBeRefused() {
        node.plan();
        Map<String, String> parts = new java.util.TreeMap<>();
        Gates.PLANNING.forEach(part -> parts.put(part, part.equals("risk") ? " " : "written"));
        node.append("record/" + Node.SWAP, "PLANNED", parts);
        String message = refusedStart(swap());
        assertTrue(message.contains("'risk'") && !message.contains("'issue'"), message);
    }

    @Test
    void aSecondStartIsRefused() {
        node.plan();
        Swap<Integer, Integer> swap = swap();
        swap.start();
        assertTrue(refusedStart(swap).contains("it is in SHADOW already"));
    }

    @Test
    void whoeverSkipsAGateLeavesNameAndReason() {
        Swap<Integer, Integer> swap = swap();
        swap.skip("plan", "ada", "the record is on paper");
        swap.start();
        Ledger.Entry skipped =
                node.store.ledger().read("gate/" + Node.SWAP + "/plan", 0).get(0);
        assertEquals("SKIPPED", skipped.type());
        assertEquals(Map.of("who", "ada", "why", "the record is on paper"), skipped.facts());
        assertEquals(Stage.SHADOW, swap.stage());
    }

    @Test
    void aSkipNeedsAKnownGateANameAndAReason() {
        Swap<Integer, Integer> swap = swap();
        assertThrows(IllegalArgumentException.class, () -> swap.skip("plan", "", "why"));
        assertThrows(IllegalArgumentException.class, () -> swap.skip("plan", "ada", " "));
        String message = refusal(IllegalArgumentException.class, () -> swap.skip("soak", "ada", "why"));
        assertTrue(message.contains("plan, tests, resolution") && message.contains("'soak'"), message);
    }

    @Test
    void shadowIsNotLeftUntilTheTestsOfThisBuildHavePassed() {
        node.plan();
        node.testsPassed("build-6");
        Swap<Integer, Integer> swap = swap();
        swap.start();
        node.serveUntil(swap, () -> swap.report().missing().toString().contains("tests of build"));
        for (int i = 0; i < 5; i++) {
            node.pass(Duration.ofMillis(250));
            String missing = swap.report().missing().toString();
            assertTrue(missing.contains("'build-7'") && missing.contains("'build-6'"), missing);
        }
        assertEquals(Stage.SHADOW, swap.stage());
        node.testsPassed(Node.BUILD);
        node.serveUntil(swap, Stage.CANARY);
    }

    @Test
    void completionWaitsForTheOpenIssueOfThisSwap() {
        node.append("resolution/of-another", "OPENED", Map.of("subject", "another-swap"));
        node.append("resolution/issue-1", "OPENED", Map.of("subject", Node.SWAP));
        Swap<Integer, Integer> swap = node.started(node.slow(), node.fast());
        node.serveUntil(swap, Stage.BAKE);
        for (int second = 0; second < 123; second++) {
            node.serve(swap, 20);
            node.pass(Duration.ofSeconds(1));
        }
        assertEquals(Stage.BAKE, swap.stage());
        assertTrue(
                swap.report().missing().toString().contains("issue-1"),
                swap.report().toString());
        assertTrue(!swap.report().missing().toString().contains("of-another"));
        node.append("resolution/issue-1", "RESOLVED", Map.of());
        node.serveUntil(swap, Stage.COMPLETE);
    }

    @Test
    void theNextAttemptWaitsForTheCooldownAndThereAreOnlySoMany() {
        Swap<Integer, Integer> swap = node.started(node.slow(), input -> -1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertEquals(attempt, swap.report().attempt());
            node.serveUntil(swap, Stage.ROLLED_BACK);
            if (attempt < 3) {
                assertTrue(refusedStart(swap).contains("the cooldown is 60 s"));
                node.pass(Duration.ofSeconds(61));
                swap.start();
            }
        }
        node.pass(Duration.ofSeconds(61));
        assertTrue(refusedStart(swap).contains("all 3 attempts are used up"));
        swap.kill("ada", "enough");
        assertTrue(refusedStart(swap).contains("all 3 attempts are used up"), "switching off is no way around");
    }
}
