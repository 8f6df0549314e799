package io.governance.flags;

import static io.governance.flags.Refusal.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.Signal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusedSwapTest {
    private final Node node = new Node();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void aNameThatIsTakenIsRefusedUntilItsSwapIsClosed() {
        Swap<Integer, Integer> first = node.swap(Node.DOUBLED, Node.DOUBLED);
        String message = refusal(IllegalArgumentException.class, () -> node.swap(Node.DOUBLED, Node.DOUBLED));
        assertTrue(message.contains("'dashboard-2027'") && message.contains("customer.dashboard"), message);
        assertEquals(6, first.<RuntimeException>call(3));
        first.close();
        try (Swap<Integer, Integer> second = node.swap(Node.DOUBLED, Node.DOUBLED)) {
            assertEquals(6, second.<RuntimeException>call(3));
        }
    }

    @Test
    void metersFollowTheSwapThatIsOpen() {
        Swap<Integer, Integer> first = node.started(Node.DOUBLED, Node.DOUBLED);
        first.close();
        try (Swap<Integer, Integer> second = node.swap(Node.DOUBLED, Node.DOUBLED)) {
            second.kill("ada", "a drill");
            second.start();
            assertEquals(
                    2.0,
                    node.governance
                            .meters()
                            .get("governance.swap.attempt")
                            .tag("swap", Node.SWAP)
                            .gauge()
                            .value());
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may do
    void aMissingSideIsRefused() {
        assertThrows(NullPointerException.class, () -> node.swap(null, Node.DOUBLED));
        assertThrows(NullPointerException.class, () -> node.swap(Node.DOUBLED, null));
        node.swap(Node.DOUBLED, Node.DOUBLED).close();
    }

    @Test
    void aBlankNameIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Swap.builder(node.operation, " "));
    }

    @Test
    void everyContradictionOfARolloutIsNamedAtOnce() {
        Rollout.Builder wrong = Rollout.builder()
                .shadow(0, 1.5, Double.NaN)
                .canary(0.2)
                .ramp(0.1, 0.5)
                .bake(0.4, Duration.ofHours(-1))
                .minimum(0, Duration.ofMinutes(-1))
                .sliceLength(Duration.ZERO)
                .alpha(1)
                .errorMargin(-0.1)
                .moreTolerated(-1)
                .attempts(0, Duration.ZERO)
                .buildId(" ");
        String message = refusal(IllegalArgumentException.class, wrong::build);
        for (String key : new String[] {
            "comparedInputs: found 0", "compareShare: found 1.5", "pairShare: found NaN",
                    "rampShares: found 0.1 after 0.2",
            "bakeShare: found 0.4", "soak: found PT-1H", "minimumCalls: found 0", "minimumTime: found PT-1M",
            "sliceLength: found PT0S", "alpha: found 1.0", "errorMargin: found -0.1", "moreTolerated: found -1.0",
            "attempts: found 0", "buildId: found ' '"
        }) {
            assertTrue(message.contains(key), key + " in " + message);
        }
    }

    @Test
    void aTargetIsAFractionOfASignalThatCanBeToldApartBySide() {
        assertThrows(IllegalArgumentException.class, () -> Target.responseTime().fasterByAtLeast(100));
        assertThrows(IllegalArgumentException.class, () -> Target.queries().fewerByAtLeast(0));
        String message = refusal(IllegalArgumentException.class, () -> new Target(Signal.MEMORY, 0.5));
        assertTrue(message.contains("cannot be measured by side"), message);
    }

    @Test
    void aClosedSwapStaysOnTheOldSideWhateverTheLedgerSays() {
        Swap<Integer, Integer> swap = node.started(node.slow(), asked -> -1);
        swap.close();
        node.pass(Duration.ofSeconds(2));
        node.serve(swap, 50);
        assertEquals(0, swap.report().compared());
    }
}
