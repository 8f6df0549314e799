package io.governance.db;

import io.governance.judge.Area;
import io.governance.judge.Examination;
import io.governance.judge.Examiner;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what the statement logs handed over into findings, one for each place in the application's code. */
final class PatternExaminer implements Examiner {
    private final Statements statements;

    PatternExaminer(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Set<Area> areas() {
        return Set.of(Area.DATABASE);
    }

    @Override
    public void examine(Examination.Draft draft) {
        Set<String> explained = new HashSet<>(); // too many queries for a reason that is told already
        for (Observed observed : statements.observed()) {
            List<Observed.Place> places = observed.places(statements.libraries(), statements.callSiteFrames());
            if (observed.key().pattern().isFinding() && !observed.isScattered()) {
                tell(draft, observed, places);
                explained.add(observed.key().subject());
            }
        }
        statements.adviced().forEach(draft::finding);
        for (QueryBudgets.Over over : statements.overBudget()) {
            if (!explained.contains(over.operation().name())) {
                draft.finding(overBudget(over));
            }
        }
        if (statements.lost() > 0) {
            draft.finding(tooMany());
        }
        for (Exemption exemption : statements.exemptions()) {
            if (exemption.isExpired(statements.now())) {
                draft.finding(expired(exemption));
            }
        }
    }

    private void tell(Examination.Draft draft, Observed observed, List<Observed.Place> places) {
        boolean isNoPlaceBeyond = places.stream().noneMatch(place -> place.executions() >= statements.threshold());
        if (places.isEmpty()) {
            tell(draft, observed, new Observed.Place(CallSite.NOWHERE, observed.executions()), 0);
        }
        for (int i = 0; i < places.size(); i++) {
            boolean isFirstOfMany = isNoPlaceBeyond && i == 0;
            if (isFirstOfMany || places.get(i).executions() >= statements.threshold()) {
                tell(draft, observed, places.get(i), places.size());
            }
        }
    }

    private void tell(Examination.Draft draft, Observed observed, Observed.Place place, int places) {
        Observed.Key key = observed.key();
        String at = String.join(" ", place.site().frames());
        boolean isExempt = statements.exemptions().stream()
                .filter(exemption -> !exemption.isExpired(statements.now()))
                .anyMatch(exemption -> exemption.covers(key.pattern(), key.subject(), at, key.shape().fingerprint));
        if (!isExempt) {
            draft.finding(finding(observed, place, places));
        }
    }

    private static Finding finding(Observed observed, Observed.Place place, int places) {
        Observed.Key key = observed.key();
        Map<String, String> evidence = observed.evidence();
        List<String> frames = place.site().frames();
        for (int i = 1; i < frames.size(); i++) {
            evidence.put("calledFrom" + i, frames.get(i));
        }
        if (places > 1) {
            evidence.put("callSites", Integer.toString(places));
            evidence.put("repetitionsHere", Integer.toString(place.executions()));
        }
        return new Finding(
                key.pattern().name(),
                key.subject(),
                Level.INFO,
                summary(key, observed.executions()),
                frames.isEmpty() ? null : frames.get(0),
                evidence,
                remedy(key.pattern()));
    }

    private static String summary(Observed.Key key, int times) {
        String in = " in one call of " + key.subject();
        return switch (key.pattern()) {
            case N_PLUS_ONE -> "the same query ran " + times + " times with different values" + in;
            case DUPLICATE -> "the same query ran " + times + " times with the same values" + in;
            case UNBATCHED_WRITES -> "the same write made " + times + " round trips" + in;
            case DEGENERATE_BATCH -> times + " batches of one row were sent" + in;
            default -> key.pattern() + ", " + times + " times" + in;
        };
    }

    private static String remedy(Pattern pattern) {
        return switch (pattern) {
            case N_PLUS_ONE ->
                "ask once for all of them: a join, an IN list, = ANY(?) with an array, or a batch fetch;"
                        + " for a sequence a larger allocation size";
            case DUPLICATE -> "keep the answer for the length of the call: pass it on, or cache it per call";
            case UNBATCHED_WRITES ->
                "collect the rows and send them with addBatch and executeBatch; with generated"
                        + " keys by identity use a sequence instead";
            case DEGENERATE_BATCH -> "move executeBatch out of the loop";
            default -> "nothing to do";
        };
    }

    private static Finding overBudget(QueryBudgets.Over over) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("queries", Integer.toString(over.queries()));
        evidence.put("budget", Integer.toString(over.budget()));
        evidence.put("callsOverBudget", Long.toString(over.calls()));
        for (int i = 0; i < over.statements().size(); i++) {
            evidence.put("statement" + (i + 1), over.statements().get(i));
        }
        return new Finding(
                "QUERY_BUDGET",
                over.operation().name(),
                Level.INFO,
                "one call made " + over.queries() + " queries, allowed are " + over.budget(),
                null,
                evidence,
                "ask for several things at once, keep what was asked for the length of the call, or set"
                        + " governance.db.query-budget to what the operation needs");
    }

    private static Finding expired(Exemption exemption) {
        return new Finding(
                "EXEMPTION_EXPIRED",
                exemption.where(),
                Level.INFO,
                "the exemption of " + exemption.pattern() + " at '" + exemption.where() + "' has expired",
                null,
                Map.of("reason", exemption.reason(), "until", exemption.until().toString()),
                "mend what was exempt, or state anew why it stays and until when");
    }

    private Finding tooMany() {
        return new Finding(
                "STATEMENT_LIMIT",
                "statements",
                Level.INFO,
                "more shapes of statements than are kept apart: " + statements.lost() + " went into 'other'",
                null,
                Map.of("lost", Long.toString(statements.lost()), "limit", Integer.toString(Statements.SHAPES)),
                "look for names built into statements: temporary tables, column lists, schema names");
    }
}
