package io.governance.audit;

import io.governance.audit.SwapTables.Statement;
import io.governance.flags.SwapReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A swap in an audit.
 *
 * @param report what its judge says; empty when the audit was made from the store alone
 * @param counted both sides as counted
 */
record AuditedSwap(SwapHistory history, Optional<SwapReport> report, Table counted) {

    /** What was decided last on evidence, as the ledger has it. */
    Map<String, String> lastVerdict() {
        Map<String, String> last = Map.of();
        for (SwapHistory.Step step : history.steps()) {
            if (step.entry().facts().containsKey("conclusion")) {
                last = step.entry().facts();
            }
        }
        return new TreeMap<>(last);
    }

    List<Statement> statements() {
        return report.flatMap(SwapReport::verdict).map(SwapTables::statements).orElseGet(this::fromLedger);
    }

    /** The ledger keeps the evidence of targets as in {@code target.lat: MET, logE 12.3}. */
    private List<Statement> fromLedger() {
        Map<String, String> facts = lastVerdict();
        List<Statement> statements = new ArrayList<>();
        facts.forEach((name, value) -> {
            int at = value.lastIndexOf("logE ");
            if (name.startsWith("target.") && at >= 0 && !value.startsWith("NOT_ASKED")) {
                double logE = number(value.substring(at + 5));
                double threshold = number(facts.getOrDefault("threshold", ""));
                if (Double.isFinite(logE) && threshold > 0) {
                    statements.add(
                            new Statement("target of " + SwapTables.metric(name.substring(7)), logE, threshold, false));
                }
            }
        });
        return statements;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
