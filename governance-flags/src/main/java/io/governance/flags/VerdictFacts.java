package io.governance.flags;

import io.governance.flags.statistics.Verdict;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A verdict as facts of the ledger: what was decided, and the evidence it was decided on. */
final class VerdictFacts {
    private VerdictFacts() {}

    static Map<String, String> of(Verdict verdict) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("conclusion", verdict.conclusion().name());
        facts.put("level", number(verdict.level()));
        facts.put("threshold", number(verdict.threshold()));
        facts.put("alarmLogE", number(verdict.alarm().logE()));
        facts.put("alarmFamily", verdict.alarm().family());
        facts.put("alarmScore", verdict.alarm().score());
        facts.put("newCalls", Long.toString(verdict.newCalls()));
        facts.put("totalCalls", Long.toString(verdict.totalCalls()));
        verdict.targets()
                .forEach((metric, target) ->
                        facts.put("target." + metric, target.standing() + ", logE " + number(target.logE())));
        facts.put(
                SwapState.REASON,
                verdict.alarm().isWorse()
                        ? "the new side is worse in " + verdict.alarm().family() + " ("
                                + verdict.alarm().score() + ")"
                        : verdict.conclusion().name());
        return facts;
    }

    static Map<String, String> of(Verdict.Paired paired, Pairs pairs) {
        Map<String, String> facts = new TreeMap<>();
        boolean isSlower = paired.worse() >= paired.threshold();
        facts.put("conclusion", "WORSE");
        facts.put("threshold", number(paired.threshold()));
        facts.put("alarmLogE", number(isSlower ? paired.worse() : paired.errorsWorse()));
        facts.put("alarmFamily", isSlower ? "lat" : "err");
        facts.put("pairs", Long.toString(pairs.pairs.sum()));
        facts.put(
                SwapState.REASON,
                isSlower
                        ? "on the same inputs the new side is slower"
                        : "on the same inputs the new side fails where the old one does not");
        return facts;
    }

    static Map<String, String> ofDifference(String difference, Pairs pairs) {
        return Map.of(
                SwapState.REASON,
                "a confirmed difference: " + difference,
                "conclusion",
                "WORSE",
                "alarmFamily",
                "equality",
                "compared",
                Long.toString(pairs.compared.sum() + 1));
    }

    static Map<String, String> ofFailures(int inARow, Throwable last) {
        return Map.of(
                SwapState.REASON,
                inARow + " calls of the new side failed in a row, the last with " + last,
                "conclusion",
                "WORSE",
                "alarmFamily",
                "failures in a row");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
