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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResolutionTest {
    private static final Duration MONITOR = Duration.ofDays(2);
    private static final String FINDING = "ERROR_RATE/orders";

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory("node-1", time);

    @BeforeEach
    void anAlertIsOverAndANodeRunsTheBuild() {
        alert("FIRED");
        alert("RESOLVED");
        Resolutions.of(store, time).running("build-2");
        time.pass(Duration.ofMinutes(1));
    }

    private void alert(String type) {
        int version = store.ledger().read("alert/" + FINDING, 0).size();
        assertTrue(store.ledger()
                .append("alert/" + FINDING, version, type, Map.of("subject", "orders", "summary", "2 % fail"))
                .isPresent());
    }

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
    void aResolvedIssueIsOpenedAgainAndNotByAStep() {
        Resolution issue = open();
        take(issue, Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED);
        time.pass(MONITOR);
        take(issue, Step.MONITORED, Step.RESOLVED);
        assertThrows(IllegalStateException.class, () -> issue.take(Step.FOUND, "ann", "it is back"));
        assertThrows(IllegalStateException.class, () -> issue.skip(Step.FOUND, "ann", "it is back"));
        assertFalse(issue.isOpen());
    }

    @Test
    void anEntryOfANewerVersionIsPassedOver() {
        Resolution issue = open();
        assertTrue(store.ledger()
                .append("resolution/7", 1, "DISCUSSED", Map.of("skipped", "true"))
                .isPresent());
        assertEquals(Optional.of(Step.FOUND), issue.step());
        take(issue, Step.ANALYZED);
        assertEquals(List.of(), Resolutions.of(store, time).unresolved().get(0).skipped());
    }

    @Test
    void aFixThatHasNotServedLongEnoughIsNotMonitored() {
        Resolution issue = open();
        take(issue, Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED);
        time.pass(MONITOR.minusSeconds(1));
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> issue.take(Step.MONITORED, "ann", "impatient"));
        assertEquals(
                "issue 7 cannot be MONITORED yet; it needs a fix that has served for 172800 s, found 172799 s",
                refused.getMessage());
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
    void aCauseIsLinkedToAFindingThatThereIs() {
        Resolution issue = open();
        assertRefused(
                issue,
                Step.ANALYZED,
                Proof.none(),
                "a cause linked to a finding, found none: Proof.cause(\"KIND/subject\")");
        assertRefused(
                issue,
                Step.ANALYZED,
                Proof.cause("ERROR_RATE/parts"),
                "a cause linked to a finding, found 'ERROR_RATE/parts', which no alert has; the alerts of swap/dashboard"
                        + " are []");
        take(issue, Step.ANALYZED);
        assertEquals(FINDING, issue.history().get(1).facts().get("finding"));
    }

    @Test
    void aFixHasACommitAndItsTestsHavePassed() {
        Resolution issue = open();
        take(issue, Step.ANALYZED);
        for (String commit : List.of("", "soon", "12345", "not-a-commit-id")) {
            assertRefused(
                    issue,
                    Step.FIXED,
                    Proof.commit(commit),
                    "the commit that fixes it, found '" + commit
                            + "', expected 7 to 64 hexadecimal digits: Proof.commit(id)");
        }
        take(issue, Step.FIXED);
        assertRefused(
                issue,
                Step.TESTED,
                Proof.none(),
                "a passed run of the tests of a build, found no build: Proof.tests(build, passed, failed); it needs tests"
                        + " that passed, found '', expected at least one; it needs no failed tests, found '', expected 0");
        assertRefused(issue, Step.TESTED, Proof.tests("build-2", 12, 1), "no failed tests, found '1', expected 0");
        assertRefused(
                issue,
                Step.TESTED,
                Proof.tests("build-2", 0, 0),
                "tests that passed, found '0', expected at least one");
        take(issue, Step.TESTED);
        assertEquals(
                Map.of("build", "build-2", "testsPassed", "12", "testsFailed", "0", "who", "ann", "what", "did it"),
                issue.history().get(3).facts());
    }

    @Test
    void theTestedBuildIsSeenOnEveryNodeThatMayBeAlive() {
        Resolution issue = open();
        take(issue, Step.ANALYZED, Step.FIXED);
        issue.take(Step.TESTED, "ann", "did it", Proof.tests("build-3", 12, 0));
        store.fleet().seen("node-1", time.now());
        store.fleet().seen("node-2", time.now());
        store.fleet().seen("gone", time.now().minus(Duration.ofMinutes(16)));
        store.fleet().seen("late", time.now().minus(Duration.ofMinutes(10))); // by its clock
        assertRefused(
                issue,
                Step.DEPLOYED,
                Proof.none(),
                "build build-3 seen on every node, found: late has not told its build, node-1 runs build-2,"
                        + " node-2 has not told its build");
        Resolutions.of(store, time).running("build-3");
        assertTrue(store.ledger()
                .append("build/node-2", 0, "RUNNING", Map.of("build", "build-3"))
                .isPresent());
        assertTrue(store.ledger()
                .append("build/late", 0, "RUNNING", Map.of("build", "build-3"))
                .isPresent());
        take(issue, Step.DEPLOYED);
        assertEquals("build-3", issue.history().get(4).facts().get("build"));
    }

    @Test
    void aRepeatOfTheFindingWhileItIsWatchedIsNotMonitored() {
        Resolution issue = open();
        take(issue, Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED);
        time.pass(Duration.ofHours(1));
        alert("FIRED");
        String at = time.now().toString();
        time.pass(MONITOR);
        assertRefused(
                issue,
                Step.MONITORED,
                Proof.none(),
                "no repeat since it was deployed, found: ERROR_RATE/orders fired again at " + at);
        take(issue, Step.ROLLED_BACK, Step.ANALYZED, Step.FIXED, Step.TESTED);
        take(issue, Step.DEPLOYED);
        time.pass(MONITOR);
        assertRefused(
                issue,
                Step.MONITORED,
                Proof.none(),
                "no repeat since it was deployed, found: ERROR_RATE/orders still holds");
        alert("RESOLVED");
        alert("NOTED");
        take(issue, Step.MONITORED);
    }

    @Test
    void whoSkipsAProofAnswersForItWithNameAndReason() {
        Resolution issue = open();
        assertThrows(IllegalStateException.class, () -> issue.skip(Step.FIXED, "ann", "no time"), "the order stays");
        assertThrows(IllegalArgumentException.class, () -> issue.skip(Step.ANALYZED, "ann", " "));
        assertThrows(IllegalArgumentException.class, () -> issue.skip(Step.ANALYZED, "", "a reason"));
        issue.skip(Step.ANALYZED, "ann", "the cause is known from another issue");
        issue.skip(Step.FIXED, "ann", "configuration");
        issue.skip(Step.TESTED, "bob", "nothing to test");
        assertEquals(
                Map.of("who", "bob", "what", "nothing to test", "skipped", "true"),
                issue.history().get(3).facts());
        assertRefused(
                issue,
                Step.DEPLOYED,
                Proof.none(),
                "a build, found none, since its tests were skipped: Proof.build(id)");
        issue.take(Step.DEPLOYED, "ann", "rolled out", Proof.build("build-2"));
        issue.skip(Step.MONITORED, "ann", "the operation is gone");
        take(issue, Step.RESOLVED);
        assertFalse(issue.isOpen());
    }

    private static void assertRefused(Resolution issue, Step step, Proof proof, String needs) {
        int before = issue.history().size();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> issue.take(step, "ann", "did it", proof));
        assertEquals("issue 7 cannot be " + step + " yet; it needs " + needs, refused.getMessage());
        assertEquals(before, issue.history().size());
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
        assertThrows(
                IllegalArgumentException.class, () -> issue.take(Step.ANALYZED, " ", "a cause", Proof.cause(FINDING)));
        assertThrows(IllegalArgumentException.class, () -> issue.take(Step.ANALYZED, "ann", "", Proof.cause(FINDING)));
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
            issue.take(step, "ann", "did it", proof(step));
        }
    }

    private static Proof proof(Step step) {
        return switch (step) {
            case ANALYZED -> Proof.cause(FINDING);
            case FIXED -> Proof.commit("0123abc");
            case TESTED -> Proof.tests("build-2", 12, 0);
            default -> Proof.none();
        };
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
