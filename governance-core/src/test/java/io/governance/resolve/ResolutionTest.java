package io.governance.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.measure.ManualTime;
import io.governance.remember.EntryHash;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    private static final Duration MONITOR = Duration.ofDays(2);

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory("node-1", time);

    @Test
    void anIssueGoesThroughTheWholeLoopAndEveryStepIsKept() {
        Resolution issue = open();
        assertTrue(issue.isOpen());
        take(issue, Step.ROLLED_BACK, Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED);
        time.pass(MONITOR);
        take(issue, Step.MONITORED, Step.RESOLVED);
        assertFalse(issue.isOpen());
        List<Ledger.Entry> history = issue.history();
        assertEquals(
                List.of("FOUND", "ROLLED_BACK", "ANALYZED", "FIXED", "TESTED", "DEPLOYED", "MONITORED", "RESOLVED"),
                history.stream().map(Ledger.Entry::type).toList());
        assertEquals(
                Map.of("subject", "swap/dashboard", "reason", "wrong answers", "monitorSeconds", "172800"),
                history.get(0).facts());
        assertEquals(Map.of("who", "ann", "what", "did it"), history.get(7).facts());
        assertEquals(Optional.empty(), EntryHash.firstBroken(history));
    }

    @Test
    void aStepOutOfOrderIsRefusedAndChangesNothing() {
        Resolution issue = open();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> issue.take(Step.DEPLOYED, "ann", "skipped"));
        assertEquals("issue 7 is FOUND: DEPLOYED cannot come next", refused.getMessage());
        assertEquals(1, issue.history().size());
    }

    @Test
    void aFixThatHasNotServedLongEnoughIsNotMonitored() {
        Resolution issue = open();
        take(issue, Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED);
        time.pass(MONITOR.minusSeconds(1));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> issue.take(Step.MONITORED, "ann", "impatient"));
        assertEquals("issue 7 is to be monitored for 172800 s, the fix has served for 172799 s", refused.getMessage());
        time.pass(Duration.ofSeconds(1));
        take(issue, Step.MONITORED);
    }

    @Test
    void aFixThatHadToBeRolledBackServesItsWholeTimeAgain() {
        Resolution issue = open();
        take(issue, Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED);
        time.pass(MONITOR);
        take(issue, Step.ROLLED_BACK, Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED);
        assertThrows(IllegalStateException.class, () -> issue.take(Step.MONITORED, "ann", "impatient"));
    }

    @Test
    void openingAnOpenIssueReturnsIt() {
        take(open(), Step.ANALYZED);
        assertEquals(Optional.of(Step.ANALYZED), open().step());
        assertEquals(2, open().history().size());
    }

    @Test
    void aResolvedIssueThatComesBackIsFoundAgainWithItsOwnTimeToMonitor() {
        Resolution issue = resolved();
        Resolution again = Resolution.open(store, time, "7", "swap/dashboard", "came back", MONITOR.multipliedBy(2));
        assertTrue(again.isOpen());
        assertEquals(issue.id(), again.id());
        assertEquals(9, again.history().size() + 1);
        take(again, Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED);
        time.pass(MONITOR);
        assertThrows(IllegalStateException.class, () -> again.take(Step.MONITORED, "ann", "as last time"));
    }

    @Test
    void whoDidWhatIsNeverLeftOut() {
        Resolution issue = open();
        assertThrows(IllegalArgumentException.class, () -> issue.take(Step.ANALYZED, " ", "a cause"));
        assertThrows(IllegalArgumentException.class, () -> issue.take(Step.ANALYZED, "ann", ""));
        assertEquals(1, issue.history().size());
    }

    @Test
    void ofTwoWritersTheSlowerOneIsToldToLookAgainEvenIfItsStepWouldFitTheOldState() {
        open();
        Racing racing = new Racing(store);
        Resolution slower = Resolution.open(racing, time, "7", "swap/dashboard", "wrong answers", MONITOR);
        racing.before.add(() -> take(open(), Step.ROLLED_BACK));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> slower.take(Step.ROLLED_BACK, "bob", "me too"));
        assertTrue(String.valueOf(refused.getMessage()).contains("at the same time: look again"), refused::getMessage);
        assertEquals(List.of("FOUND", "ROLLED_BACK"), types(slower));
    }

    @Test
    void ofTwoWhoOpenTheSameIssueBothGetIt() {
        Racing racing = new Racing(store);
        racing.before.add(this::open);
        Resolution slower = Resolution.open(racing, time, "7", "swap/dashboard", "wrong answers", MONITOR);
        assertTrue(slower.isOpen());
        assertEquals(List.of("FOUND"), types(slower));
    }

    private Resolution open() {
        return Resolution.open(store, time, "7", "swap/dashboard", "wrong answers", MONITOR);
    }

    private Resolution resolved() {
        Resolution issue = open();
        take(issue, Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED);
        time.pass(MONITOR);
        take(issue, Step.MONITORED, Step.RESOLVED);
        return issue;
    }

    private static void take(Resolution issue, Step... steps) {
        for (Step step : steps) {
            issue.take(step, "ann", "did it");
        }
    }

    private static List<String> types(Resolution issue) {
        return issue.history().stream().map(Ledger.Entry::type).toList();
    }

    /** The store of the test, in which somebody else is quicker: what waits in {@code before} runs after a reading. */
    private static final class Racing implements Store, Ledger {
        final List<Runnable> before = new ArrayList<>();
        private final Store real;

        Racing(Store real) {
            this.real = real;
        }

        @Override
        public OptionalLong append(String stream, long expectedVersion, String type, Map<String, String> facts) {
            return real.ledger().append(stream, expectedVersion, type, facts);
        }

        @Override
        public List<Entry> read(String stream, long afterVersion) {
            List<Entry> seen = real.ledger().read(stream, afterVersion);
            if (!before.isEmpty()) {
                before.remove(0).run();
            }
            return seen;
        }

        @Override
        public List<String> streams(String prefix) {
            return real.ledger().streams(prefix);
        }

        @Override
        public Ledger ledger() {
            return this;
        }

        @Override
        public io.governance.remember.Evidence evidence() {
            return real.evidence();
        }

        @Override
        public io.governance.remember.Samples samples() {
            return real.samples();
        }

        @Override
        public io.governance.remember.Fleet fleet() {
            return real.fleet();
        }

        @Override
        public String node() {
            return real.node();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
