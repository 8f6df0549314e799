package io.governance.db.advice;

import io.governance.db.Dialect;
import io.governance.db.Fingerprint;
import io.governance.db.SampledStatement;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts what the planner said about one statement into findings. */
final class IndexFindings {
    private final String subject;
    private final @Nullable String place;
    private final SampledStatement.Execution sample;

    IndexFindings(String subject, @Nullable String place, SampledStatement.Execution sample) {
        this.subject = subject;
        this.place = place;
        this.sample = sample;
    }

    /** One finding for all indexes that the statement needs together. */
    Finding missing(Set<IndexCandidate> indexes, IndexTrial.Result before, IndexTrial.Result after) {
        Map<String, String> evidence = evidence(joined(indexes, IndexCandidate::table), before);
        evidence.put("columns", joined(indexes, index -> String.join(", ", index.columns())));
        evidence.put("costAfter", cost(after.cost()));
        evidence.put("planAfter", plans(after));
        evidence.put("verified", "index made and rolled back");
        long saved = Math.round(100 * (before.cost() - after.cost()) / before.cost());
        return finding(
                "MISSING_INDEX",
                "an index on "
                        + joined(indexes, index -> index.table() + " (" + String.join(", ", index.columns()) + ")")
                        + " saves " + saved + " % of the planner's cost, " + cost(before.cost()) + " to "
                        + cost(after.cost()),
                evidence,
                joined(indexes, IndexCandidate::statement));
    }

    private static String joined(Set<IndexCandidate> indexes, Function<IndexCandidate, String> text) {
        return indexes.stream().map(text).collect(Collectors.joining("; "));
    }

    Finding unverified(IndexCandidate index, IndexTrial.Result before) {
        Map<String, String> evidence = evidence(index.table(), before);
        evidence.put("columns", String.join(", ", index.columns()));
        evidence.put("verified", "UNVERIFIED");
        return finding(
                "MISSING_INDEX",
                "an index on " + index.table() + " (" + String.join(", ", index.columns())
                        + ") may help; it was not tried, since trial indexes are not allowed here",
                evidence,
                index.statement());
    }

    Finding staleStatistics(String table, IndexTrial.Result before) {
        return finding(
                "STALE_STATISTICS",
                "the planner's statistics of " + table + " are missing or of a much smaller table",
                evidence(table, before),
                "ANALYZE " + table);
    }

    private Finding finding(String kind, String summary, Map<String, String> evidence, String remedy) {
        return new Finding(kind, subject, Level.INFO, summary, place, evidence, remedy);
    }

    private Map<String, String> evidence(String table, IndexTrial.Result before) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("table", table);
        evidence.put(
                "statement", Fingerprint.of(sample.sql(), Dialect.POSTGRESQL).text());
        evidence.put("costBefore", cost(before.cost()));
        evidence.put("planBefore", plans(before));
        return evidence;
    }

    private static String plans(IndexTrial.Result result) {
        List<String> plans =
                result.plans().stream().map(PlanNode::types).distinct().toList();
        return String.join(" | ", plans);
    }

    private static String cost(double cost) {
        return String.format(Locale.ROOT, "%.2f", cost);
    }
}
