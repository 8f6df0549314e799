package io.governance.db.advice;

import io.governance.db.Dialect;
import io.governance.db.Fingerprint;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts what the planner said about one statement into findings. */
final class IndexFindings {
    private final Question question;
    private final PostgresCatalog catalog;

    IndexFindings(Question question, PostgresCatalog catalog) {
        this.question = question;
        this.catalog = catalog;
    }

    /** One finding for all indexes that the statement needs together. */
    Finding missing(Set<IndexCandidate> indexes, IndexTrial trial) throws SQLException {
        IndexTrial.Result before = trial.with(Set.of());
        IndexTrial.Result after = trial.with(indexes);
        Map<String, String> evidence = evidence(joined(indexes, IndexCandidate::table), before.plans());
        evidence.put("columns", joined(indexes, index -> String.join(", ", index.columns())));
        evidence.put("costAfter", cost(after.cost()));
        evidence.put("costsBefore", costs(before));
        evidence.put("costsAfter", costs(after));
        evidence.put("planAfter", plans(after.plans()));
        evidence.put("verified", trial.confidence().name());
        evidence.put("bytes", Long.toString(trial.bytes(indexes)));
        writeCost(indexes, evidence);
        long saved = Math.round(100 * (before.cost() - after.cost()) / before.cost());
        return finding(
                "MISSING_INDEX",
                "an index on " + joined(indexes, IndexCandidate::definition) + " saves " + saved
                        + " % of the planner's cost, " + cost(before.cost()) + " to " + cost(after.cost()),
                evidence,
                joined(indexes, IndexCandidate::statement));
    }

    Finding unverified(IndexCandidate index, List<PlanNode> before) throws SQLException {
        Map<String, String> evidence = evidence(index.table(), before);
        evidence.put("columns", String.join(", ", index.columns()));
        evidence.put("verified", IndexTrial.Confidence.UNVERIFIED.name());
        writeCost(Set.of(index), evidence);
        return finding(
                "MISSING_INDEX",
                "an index on " + index.definition() + " may help; it was not tried, since hypopg is not installed and"
                        + " trial indexes are not allowed here",
                evidence,
                index.statement());
    }

    Finding staleStatistics(String table, List<PlanNode> before) {
        return finding(
                "STALE_STATISTICS",
                "the planner's statistics of " + table + " are missing or of a much smaller table",
                evidence(table, before),
                "ANALYZE " + table);
    }

    /** What each write to the table pays for the index. */
    private void writeCost(Set<IndexCandidate> indexes, Map<String, String> evidence) throws SQLException {
        List<String> redundant = new ArrayList<>();
        List<String> counts = new ArrayList<>();
        List<String> hot = new ArrayList<>();
        for (IndexCandidate index : indexes) {
            List<ExistingIndex> existing = catalog.indexes(index.table());
            existing.stream()
                    .filter(one -> one.isMadeRedundantBy(index))
                    .forEach(one -> redundant.add("DROP INDEX CONCURRENTLY " + one.name()));
            counts.add(index.table() + " " + existing.size());
            hot.add(hotUpdates(index, existing));
        }
        evidence.put("indexesNow", String.join("; ", counts));
        evidence.put("hotUpdatesLost", String.join("; ", hot));
        if (!redundant.isEmpty()) {
            evidence.put("makesRedundant", String.join("; ", redundant));
        }
    }

    /** An update can only spare all indexes when it changes no indexed column. */
    private String hotUpdates(IndexCandidate index, List<ExistingIndex> existing) throws SQLException {
        Set<String> fresh = new LinkedHashSet<>(index.names());
        fresh.addAll(index.included());
        for (ExistingIndex one : existing) {
            one.keys().forEach(key -> fresh.remove(key.text()));
            fresh.removeAll(one.included());
        }
        PostgresCatalog.Writes writes = catalog.writes(index.table());
        if (fresh.isEmpty()) {
            return "none";
        }
        return "those that change " + String.join(" or ", fresh) + ", at most " + writes.hotUpdates() + " of "
                + writes.updates() + " updates so far";
    }

    private static String joined(Set<IndexCandidate> indexes, Function<IndexCandidate, String> text) {
        return indexes.stream().map(text).collect(Collectors.joining("; "));
    }

    private Finding finding(String kind, String summary, Map<String, String> evidence, String remedy) {
        return new Finding(kind, question.subject(), Level.INFO, summary, question.place(), evidence, remedy);
    }

    private Map<String, String> evidence(String table, List<PlanNode> before) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("table", table);
        evidence.put(
                "statement", Fingerprint.of(question.text(), Dialect.POSTGRESQL).text());
        evidence.put("costBefore", cost(new IndexTrial.Result(before, Set.of()).cost()));
        evidence.put("planBefore", plans(before));
        return evidence;
    }

    private static String costs(IndexTrial.Result result) {
        return result.plans().stream().map(plan -> cost(plan.cost())).collect(Collectors.joining(", "));
    }

    private static String plans(List<PlanNode> all) {
        List<String> plans = all.stream().map(PlanNode::types).distinct().toList();
        return String.join(" | ", plans);
    }

    private static String cost(double cost) {
        return String.format(Locale.ROOT, "%.2f", cost);
    }
}
