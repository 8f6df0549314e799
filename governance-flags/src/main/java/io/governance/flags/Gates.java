package io.governance.flags;

import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What must have happened before a swap goes on (P7.2), read from the ledger: a filled plan before SHADOW is entered,
 * passed tests of the running build before it is left, no open issue before completion. Whoever skips a gate leaves
 * name and reason in the ledger.
 */
final class Gates {
    /** Parts of a record that must be filled before anything is tried. */
    static final List<String> PLANNING =
            List.of("issue", "rootCause", "solution", "expectedImpact", "migrationPlan", "risk", "tests");

    private static final String SKIPPED = "SKIPPED";
    private static final String PLAN = "plan";
    private static final String TESTS = "tests";
    private static final String RESOLUTION = "resolution";

    private static final int ROUNDS = 10;

    private final Store store;
    private final String swap;
    private final Rollout rollout;

    Gates(Store store, String swap, Rollout rollout) {
        this.store = store;
        this.swap = swap;
        this.rollout = rollout;
    }

    /** Everything that keeps a swap from being started, at once. */
    List<String> closedBeforeStart(SwapState state, Instant now) {
        List<String> closed = new ArrayList<>(missingInPlan());
        boolean isRolledBack = state.stage() == Stage.ROLLED_BACK;
        boolean isTried = !state.shares().isEmpty();
        if (!isRolledBack && state.stage() != Stage.OFF) {
            closed.add("it is in " + state.stage() + " already");
        } else if (isTried && state.attempt() >= rollout.attempts()) {
            closed.add("all " + rollout.attempts() + " attempts are used up");
        }
        Duration since = Duration.between(state.since(), now);
        if (isRolledBack && since.compareTo(rollout.cooldown()) < 0) {
            closed.add("the last rollback was " + since.toSeconds() + " s ago, the cooldown is "
                    + rollout.cooldown().toSeconds() + " s");
        }
        return closed;
    }

    /** What must have happened elsewhere before a stage is left. */
    List<String> closedAfter(Stage stage) {
        return switch (stage) {
            case SHADOW -> missingTests();
            case BAKE -> openIssues();
            default -> List.of();
        };
    }

    /** Notes that a gate is left behind without its proof. */
    void skip(String gate, String who, String why) {
        if (!List.of(PLAN, TESTS, RESOLUTION).contains(gate) || who.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException(
                    "a skipped gate is one of plan, tests, resolution, and needs a name and a" + " reason; found gate '"
                            + gate + "', name '" + who + "', reason '" + why + "'");
        }
        append(stream(gate), SKIPPED, Map.of("who", who, "why", why));
    }

    /** Notes that the tests of the running build have passed. */
    void testsPassed(String what) {
        if (what.isBlank()) {
            throw new IllegalArgumentException("say which tests of swap " + swap + " have passed; found nothing");
        }
        append("tests/" + swap, "PASSED", Map.of("build", rollout.buildId(), "what", what));
    }

    /** When another node writes to the same stream meanwhile: once more, after its entry. */
    private void append(String stream, String type, Map<String, String> facts) {
        for (int round = 0; round < ROUNDS; round++) {
            if (store.ledger()
                    .append(stream, store.ledger().read(stream, 0).size(), type, facts)
                    .isPresent()) {
                return;
            }
        }
        throw new IllegalStateException(
                "others wrote to " + stream + " again and again: nothing is noted, say it once more");
    }

    private List<String> missingInPlan() {
        Map<String, String> plan = latest("record/" + swap, "PLANNED");
        List<String> missing = new ArrayList<>();
        for (String part : PLANNING) {
            if (plan.getOrDefault(part, "").isBlank()) {
                missing.add("the record of " + swap + " lacks its part '" + part + "'");
            }
        }
        return isSkipped(PLAN) ? List.of() : missing;
    }

    private List<String> missingTests() {
        Map<String, String> tests = latest("tests/" + swap, "PASSED");
        if (isSkipped(TESTS) || tests.getOrDefault("build", "").equals(rollout.buildId())) {
            return List.of();
        }
        return List.of("no passed tests of build '" + rollout.buildId() + "' are on record, found "
                + (tests.isEmpty() ? "none" : "build '" + tests.get("build") + "'"));
    }

    private List<String> openIssues() {
        List<String> missing = new ArrayList<>();
        for (String stream : store.ledger().streams("resolution/")) {
            List<Ledger.Entry> entries = store.ledger().read(stream, 0);
            boolean isOurs =
                    !entries.isEmpty() && swap.equals(entries.get(0).facts().get("subject"));
            if (isOurs && !entries.get(entries.size() - 1).type().equals("RESOLVED")) {
                missing.add("the issue " + stream.substring("resolution/".length()) + " is open: "
                        + entries.get(entries.size() - 1).type());
            }
        }
        return isSkipped(RESOLUTION) ? List.of() : missing;
    }

    private String stream(String gate) {
        return "gate/" + swap + "/" + gate;
    }

    private boolean isSkipped(String gate) {
        return !latest(stream(gate), SKIPPED).isEmpty();
    }

    /** Facts of the last entry, if it has this type: what came later outweighs what was said before. */
    private Map<String, String> latest(String stream, String type) {
        List<Ledger.Entry> entries = store.ledger().read(stream, 0);
        Ledger.Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        return last != null && last.type().equals(type) ? last.facts() : Map.of();
    }
}
