package io.governance.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.governance.Governance;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.measure.ManualTime;
import io.governance.remember.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResolutionsTest {
    private static final Duration SOAK = Duration.ofHours(24);
    private static final Finding FINDING = new Finding(
            "N_PLUS_ONE", "orders", Level.INFO, "40 queries in one call", "Orders.java:42", Map.of(), "join them");

    private final ManualTime time = new ManualTime();
    private final Store store = Store.inMemory("node-1", time);
    private final Resolutions issues = Resolutions.of(store, time);

    @Test
    void anIssueIsOpenedFromAFindingAndItsCauseMayBeThatFinding() {
        Resolution issue = issues.open(FINDING, SOAK);
        assertEquals(FINDING.key(), issue.id());
        assertEquals(
                Map.of(
                        "subject", "orders",
                        "reason", "40 queries in one call",
                        "monitorSeconds", "172800",
                        "finding", FINDING.key()),
                issue.history().get(0).facts());
        issue.take(Step.ANALYZED, "ann", "a loop over rows", Proof.cause(FINDING.key()));
    }

    @Test
    void anIssueIsOpenedFromAnAlertThatThereIs() {
        append("alert/ERROR_RATE/orders", "FIRED", Map.of("subject", "orders", "summary", "2 % fail"));
        Resolution issue = issues.openFromAlert("ERROR_RATE/orders", SOAK);
        assertEquals("2 % fail", issue.history().get(0).facts().get("reason"));
        assertEquals("orders", issue.history().get(0).facts().get("subject"));
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> issues.openFromAlert("CPU/process", SOAK));
        assertEquals("no alert has the key 'CPU/process'; there are [alert/ERROR_RATE/orders]", unknown.getMessage());
    }

    @Test
    void anIssueIsOpenedFromARollbackWhoseRepeatKeepsItFromBeingMonitored() {
        assertThrows(IllegalArgumentException.class, () -> issues.openFromRollback("dashboard", SOAK));
        append("swap/dashboard", "STARTED", Map.of());
        append("swap/dashboard", "ROLLED_BACK", Map.of("reason", "wrong answers"));
        Resolution issue = issues.openFromRollback("dashboard", SOAK);
        assertEquals(Optional.of(Step.ROLLED_BACK), issue.step());
        assertEquals("dashboard", issue.history().get(0).facts().get("subject"), "so the swap does not complete");
        assertEquals(2, issues.openFromRollback("dashboard", SOAK).history().size());
        issues.running("build-2");
        issue.take(Step.ANALYZED, "ann", "a rounding", Proof.cause("SWAP_ROLLED_BACK/dashboard"));
        issue.take(Step.FIXED, "ann", "rounded once", Proof.commit("0123abc"));
        issue.take(Step.TESTED, "ann", "all pass", Proof.tests("build-2", 3, 0));
        issue.take(Step.DEPLOYED, "ann", "rolled out");
        time.pass(Duration.ofHours(1));
        append("swap/dashboard", "ROLLED_BACK", Map.of("reason", "wrong again"));
        time.pass(SOAK.multipliedBy(2));
        assertEquals(
                List.of("no repeat since it was deployed, found: swap/dashboard was rolled back again at "
                        + time.now().minus(SOAK.multipliedBy(2))),
                issue.missing());
    }

    @Test
    void whatIsNotResolvedIsListedWithItsAgeAndWhatIsMissingNext() {
        issues.open(FINDING, SOAK);
        time.pass(Duration.ofHours(50));
        Resolution other = Resolution.open(store, time, "7", "swap|a", "slow", SOAK);
        other.skip(Step.ANALYZED, "ann", "known");
        Resolution done = Resolution.open(store, time, "8", "parts", "slow", Duration.ZERO);
        for (Step step : List.of(Step.ANALYZED, Step.FIXED, Step.TESTED, Step.DEPLOYED, Step.MONITORED)) {
            done.skip(step, "ann", "a mistake");
        }
        assertEquals(List.of(), done.missing());
        done.take(Step.RESOLVED, "ann", "a mistake");
        List<Resolutions.Unresolved> unresolved = issues.unresolved();
        assertEquals(
                List.of(FINDING.key(), "7"),
                unresolved.stream().map(Resolutions.Unresolved::id).toList());
        assertEquals(Duration.ofHours(50), unresolved.get(0).age());
        assertEquals(List.of(Step.ANALYZED), unresolved.get(1).skipped());
        assertEquals("""
                | issue | about | step | age | missing next |
                |---|---|---|---|---|
                | N_PLUS_ONE/orders/Orders.java:42 | orders | FOUND | 2 d 2 h | a cause linked to a finding, found none:\
                 Proof.cause("N_PLUS_ONE/orders/Orders.java:42") |
                | 7 | swap\\|a | ANALYZED (without proof: [ANALYZED]) | 0 d 0 h | the commit that fixes it, found '',\
                 expected 7 to 64 hexadecimal digits: Proof.commit(id) |
                """, issues.report());
        assertEquals(Optional.empty(), issues.find("unknown"));
        assertTrue(issues.find("8").isPresent());
    }

    @Test
    void aNodeTellsItsBuildOnceAndAgainWhenItIsAnother() {
        for (String build : List.of("build-1", "build-1", "build-2")) {
            Governance governance = Governance.builder()
                    .environment(Map.of())
                    .store(store)
                    .time(time)
                    .buildId(build)
                    .manual()
                    .build();
            time.pass(Duration.ofMinutes(1));
            governance.step();
            governance.close();
        }
        assertEquals(
                List.of("build-1", "build-2"),
                store.ledger().read("build/node-1", 0).stream()
                        .map(entry -> entry.facts().get("build"))
                        .toList());
        assertThrows(
                IllegalArgumentException.class,
                () -> Governance.builder().buildId(" ").build());
    }

    private void append(String stream, String type, Map<String, String> facts) {
        int version = store.ledger().read(stream, 0).size();
        assertTrue(store.ledger().append(stream, version, type, facts).isPresent());
    }
}
