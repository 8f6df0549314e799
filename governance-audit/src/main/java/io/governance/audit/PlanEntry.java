package io.governance.audit;

import io.governance.remember.Ledger;
import java.util.List;
import java.util.Map;

/** Tells the ledger of a complete plan: what the gate of a swap looks for. */
final class PlanEntry {
    private static final String TYPE = "PLANNED";
    private static final int ATTEMPTS = 10;

    private PlanEntry() {}

    /** Appends the plan unless the last entry says the same. */
    static void append(Ledger ledger, String stream, Map<String, String> facts) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Ledger.Entry> entries = ledger.read(stream, 0);
            Ledger.Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
            boolean isTold =
                    last != null && last.type().equals(TYPE) && last.facts().equals(facts);
            if (isTold || ledger.append(stream, entries.size(), TYPE, facts).isPresent()) {
                return;
            }
        }
        throw new IllegalStateException(
                stream + ": others appended " + ATTEMPTS + " times in a row while the plan was told; try again");
    }
}
