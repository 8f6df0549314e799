package io.governance.flags;

import io.governance.remember.Ledger;
import io.governance.remember.Store;
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

    private final Store store;
    private final String swap;
    private final String buildId;

    Gates(Store store, String swap, String buildId) {
        this.store = store;
        this.swap = swap;
        this.buildId = buildId;
    }

    List<String> missingToStart() {
        Map<String, String> plan = latest("record/" + swap, "PLANNED");
        List<String> missing = new ArrayList<>();
        for (String part : PLANNING) {
            if (plan.getOrDefault(part, "").isBlank()) {
                missing.add("the record of " + swap + " lacks its part '" + part + "'");
            }
        }
        return isSkipped("plan") ? List.of() : missing;
    }

    List<String> missingToLeaveShadow() {
        Map<String, String> tests = latest("tests/" + swap, "PASSED");
        if (isSkipped("tests") || tests.getOrDefault("build", "").equals(buildId)) {
            return List.of();
        }
        return List.of("no passed tests of build '" + buildId + "' are on record, found "
                + (tests.isEmpty() ? "none" : "build '" + tests.get("build") + "'"));
    }

    List<String> missingToComplete() {
        List<String> missing = new ArrayList<>();
        for (String stream : store.ledger().streams("resolution/")) {
            List<Ledger.Entry> entries = store.ledger().read(stream, 0);
            boolean isOurs = !entries.isEmpty()
                    && swap.equals(entries.get(0).facts().get("subject"));
            if (isOurs && !entries.get(entries.size() - 1).type().equals("RESOLVED")) {
                missing.add("the issue " + stream.substring("resolution/".length()) + " is open: "
                        + entries.get(entries.size() - 1).type());
            }
        }
        return isSkipped("resolution") ? List.of() : missing;
    }

    private boolean isSkipped(String gate) {
        return !latest("gate/" + swap + "/" + gate, "SKIPPED").isEmpty();
    }

    /** Facts of the last entry, if it has this type: what came later outweighs what was said before. */
    private Map<String, String> latest(String stream, String type) {
        List<Ledger.Entry> entries = store.ledger().read(stream, 0);
        Ledger.Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        return last != null && last.type().equals(type) ? last.facts() : Map.of();
    }
}
