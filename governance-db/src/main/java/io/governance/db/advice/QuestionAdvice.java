package io.governance.db.advice;

import io.governance.db.advice.CandidateMaker.Spread;
import io.governance.judge.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Advice on one statement, inside a transaction that is rolled back. */
final class QuestionAdvice {
    private static final double SMALL_SHARE = 0.05;
    private static final int MANY_KIN = 4;

    private final Connection connection;
    private final Question question;
    private final Set<IndexCandidate> extending = new HashSet<>();
    private final Planner planner;
    private final PostgresCatalog catalog;
    private final IndexFindings findings;
    private final boolean isTrialAllowed;

    QuestionAdvice(Connection connection, Question question, boolean isTrialAllowed) throws SQLException {
        this.connection = connection;
        this.question = question;
        this.planner = new Planner(connection, question);
        this.catalog = new PostgresCatalog(connection);
        this.findings = new IndexFindings(question, catalog);
        this.isTrialAllowed = isTrialAllowed;
    }

    List<Finding> find() throws SQLException {
        List<PlanNode> before = planner.plans();
        Set<String> stale = new TreeSet<>();
        for (PlanNode plan : before) {
            for (String table : plan.tables()) {
                if (catalog.isStale(table)) {
                    stale.add(table);
                }
            }
        }
        if (!stale.isEmpty()) {
            return stale.stream()
                    .map(table -> findings.staleStatistics(table, before))
                    .toList();
        }
        if (HypotheticalTrial.isInstalled(connection)) {
            try (IndexTrial trial = new HypotheticalTrial(connection, planner)) {
                return tried(before, trial);
            }
        }
        if (isTrialAllowed) {
            try (IndexTrial trial = new RealTrial(connection, planner)) {
                return tried(before, trial);
            }
        }
        return guessed(before);
    }

    private List<Finding> tried(List<PlanNode> before, IndexTrial trial) throws SQLException {
        Map<String, Set<IndexCandidate>> all = candidates(before);
        Set<IndexCandidate> candidates = trial.possible(firstOfEach(all.values(), trial.most()));
        if (candidates.isEmpty()) {
            return List.of();
        }
        IndexSearch search = new IndexSearch(trial, extending::contains);
        Set<IndexCandidate> best = search.best(candidates);
        if (!best.isEmpty()) {
            best = search.refined(best, kin(best, all, trial.most() / MANY_KIN));
        }
        return best.isEmpty() ? List.of() : List.of(findings.missing(best, trial));
    }

    /** The same keys with columns carried along or with a predicate, and narrower ones: worth a look only now. */
    private static List<IndexCandidate> kin(Set<IndexCandidate> best, Map<String, Set<IndexCandidate>> all, int most) {
        List<Set<IndexCandidate>> kin = new ArrayList<>();
        for (IndexCandidate one : best) {
            Set<IndexCandidate> ofOne = new LinkedHashSet<>();
            all.getOrDefault(one.table(), Set.of()).stream()
                    .filter(other -> other.columns().equals(one.columns()) && !other.equals(one))
                    .forEach(ofOne::add);
            ofOne.addAll(one.narrower());
            kin.add(ofOne);
        }
        return firstOfEach(kin, most);
    }

    /** Nobody can be asked: only where a whole large table is read for a small part of it. */
    private List<Finding> guessed(List<PlanNode> before) throws SQLException {
        Map<String, Set<IndexCandidate>> candidates = candidates(before);
        Set<IndexCandidate> guesses = new LinkedHashSet<>();
        for (PlanNode plan : before) {
            List<PlanNode> scans = new ArrayList<>();
            plan.forEach(node -> scans.add(node));
            for (PlanNode scan : scans) {
                String table = scan.type().equals("Seq Scan") ? scan.table() : null;
                if (table != null && isSmallPart(scan, plan, table)) {
                    candidates.getOrDefault(table, Set.of()).stream()
                            .filter(IndexCandidate::isPlain)
                            .findFirst()
                            .ifPresent(guesses::add);
                }
            }
        }
        List<Finding> found = new ArrayList<>();
        for (IndexCandidate guess : guesses) {
            found.add(findings.unverified(guess, before));
        }
        return found;
    }

    private boolean isSmallPart(PlanNode scan, PlanNode plan, String table) throws SQLException {
        double rows = Math.max(1, catalog.rows(table));
        return scan.cost() > 100 && Math.min(scan.rows(), plan.rows()) < SMALL_SHARE * rows;
    }

    /** The candidates of each table that no index serves already. */
    private Map<String, Set<IndexCandidate>> candidates(List<PlanNode> before) throws SQLException {
        Map<String, TableUse> uses = new LinkedHashMap<>();
        for (PlanNode plan : before) {
            merge(uses, Conditions.of(plan, catalog.columnNames(plan), false));
        }
        PlanNode generic = planner.withoutValues();
        if (generic != null) {
            merge(uses, Conditions.of(generic, catalog.columnNames(generic), question.hasLastingConstants()));
        }
        Map<String, Set<IndexCandidate>> candidates = new LinkedHashMap<>();
        for (TableUse use : uses.values()) {
            Map<String, Spread> spreads = catalog.columns(use.table);
            List<ExistingIndex> existing = catalog.indexes(use.table);
            List<IndexCandidate> fresh = new ArrayList<>(CandidateMaker.candidates(use, spreads));
            fresh.removeIf(candidate -> existing.stream().anyMatch(index -> index.serves(candidate)));
            fresh.stream()
                    .filter(candidate -> existing.stream().anyMatch(index -> index.isMadeRedundantBy(candidate)))
                    .forEach(extending::add);
            candidates
                    .computeIfAbsent(use.table, table -> new LinkedHashSet<>())
                    .addAll(fresh);
        }
        return candidates;
    }

    /** One table may be used under several aliases; its index serves them all. */
    private static void merge(Map<String, TableUse> uses, List<TableUse> more) {
        for (TableUse use : more) {
            uses.computeIfAbsent(use.table, TableUse::new).add(use);
        }
    }

    /** The likely ones of all tables, in turns. */
    private static List<IndexCandidate> firstOfEach(Iterable<Set<IndexCandidate>> candidates, int most) {
        List<Iterator<IndexCandidate>> tables = new ArrayList<>();
        candidates.forEach(ofTable -> tables.add(ofTable.iterator()));
        List<IndexCandidate> first = new ArrayList<>();
        while (first.size() < most && tables.stream().anyMatch(Iterator::hasNext)) {
            for (Iterator<IndexCandidate> one : tables) {
                if (one.hasNext() && first.size() < most) {
                    first.add(one.next());
                }
            }
        }
        return first;
    }
}
