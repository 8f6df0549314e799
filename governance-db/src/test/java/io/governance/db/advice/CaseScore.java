package io.governance.db.advice;

import io.governance.db.advice.AdviceCases.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;

/**
 * Judges one answer as the published judge does, all costs taken live.
 *
 * @param share of the possible saving, averaged over the executions
 * @param worst the least share of one execution
 * @param logShare the same of the logarithm of the costs
 * @param isPossible whether any set saves enough to speak of
 */
@NullUnmarked // a null here fails the test, as it should
record CaseScore(double share, double worst, double logShare, long bytes, long robustBytes, boolean isPossible) {
    private static final Pattern INDEX =
            Pattern.compile("CREATE INDEX (?:CONCURRENTLY )?ON ([\\w.]+) \\((.*)\\)(?: INCLUDE \\(([^)]*)\\))?");

    static CaseScore of(Connection connection, Query query, List<String> advised, boolean isHypothetical)
            throws SQLException {
        Planner planner = new Planner(connection, new Question("case", null, query.sql(), query.executions()));
        try (IndexTrial trial =
                isHypothetical ? new HypotheticalTrial(connection, planner) : new RealTrial(connection, planner)) {
            return scored(trial, query, advised);
        }
    }

    private static CaseScore scored(IndexTrial trial, Query query, List<String> advised) throws SQLException {
        Set<IndexCandidate> mine = candidates(advised);
        IndexTrial.Result before = trial.with(Set.of());
        IndexTrial.Result after = trial.with(mine);
        double shares = 0;
        double logs = 0;
        double worst = 1;
        int counted = 0;
        for (int i = 0; i < before.plans().size(); i++) {
            double least = after.cost(i);
            for (List<String> set : query.best().get(i)) {
                least = Math.min(least, trial.with(candidates(set)).cost(i));
            }
            double cost = before.cost(i);
            if (cost - least < Math.max(5, 0.1 * cost)) {
                continue;
            }
            boolean isFull = query.fullCreditIfLeading().stream()
                    .anyMatch(leading -> advised.stream().anyMatch(ddl -> ddl.contains("(" + leading)));
            double share = isFull ? 1 : Math.max(0, (cost - after.cost(i)) / (cost - least));
            counted++;
            shares += share;
            worst = Math.min(worst, share);
            logs += isFull ? 1 : Math.max(0, Math.log(cost / after.cost(i)) / Math.log(cost / least));
        }
        Set<IndexCandidate> robust = candidates(query.robust());
        trial.with(robust);
        return counted == 0
                ? new CaseScore(0, 0, 0, trial.bytes(mine), trial.bytes(robust), false)
                : new CaseScore(shares / counted, worst, logs / counted, trial.bytes(mine), trial.bytes(robust), true);
    }

    static Set<IndexCandidate> candidates(List<String> statements) {
        Set<IndexCandidate> candidates = new LinkedHashSet<>();
        for (String statement : statements) {
            String[] parts = statement.split(" WHERE ", 2);
            Matcher index = INDEX.matcher(parts[0]);
            if (index.matches()) {
                candidates.add(new IndexCandidate(
                        index.group(1),
                        Brackets.split(index.group(2), ", "),
                        index.group(3) == null
                                ? List.of()
                                : new ArrayList<>(List.of(index.group(3).split(", "))),
                        parts.length < 2 ? "" : parts[1]));
            }
        }
        return candidates;
    }
}
