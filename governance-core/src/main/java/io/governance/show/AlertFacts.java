package io.governance.show;

import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.remember.Ledger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event of an alert as facts of the ledger, and back. */
final class AlertFacts {
    private static final String EVIDENCE = "evidence.";

    private AlertFacts() {}

    static Map<String, String> write(AlertEvent event) {
        Finding finding = event.finding();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("at", event.at().toString());
        facts.put("seenBy", event.node());
        facts.put("level", event.level().name());
        facts.put("kind", finding.kind());
        facts.put("subject", finding.subject());
        facts.put("summary", finding.summary());
        facts.put("remedy", finding.remedy());
        facts.put("findingLevel", finding.level().name());
        facts.put("calls", Long.toString(event.harm().calls()));
        facts.put("allCalls", Long.toString(event.harm().allCalls()));
        if (finding.place() != null) {
            facts.put("place", finding.place());
        }
        AlertEvent.@Nullable Act act = event.act();
        if (act != null) {
            facts.put("who", act.who());
            facts.put("what", act.text());
            if (act.until() != null) {
                facts.put("until", act.until().toString());
            }
        }
        finding.evidence().forEach((name, value) -> facts.put(EVIDENCE + name, value));
        return facts;
    }

    /** @throws RuntimeException when the entry was not written by {@link #write} */
    static AlertEvent read(Ledger.Entry entry) {
        Map<String, String> facts = entry.facts();
        Map<String, String> evidence = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith(EVIDENCE)) {
                evidence.put(name.substring(EVIDENCE.length()), value);
            }
        });
        Finding finding = new Finding(
                fact(facts, "kind"),
                fact(facts, "subject"),
                Level.valueOf(fact(facts, "findingLevel")),
                fact(facts, "summary"),
                facts.get("place"),
                evidence,
                fact(facts, "remedy"));
        return new AlertEvent(
                AlertEvent.Kind.valueOf(entry.type()),
                Instant.parse(fact(facts, "at")),
                facts.getOrDefault("seenBy", entry.node()),
                Level.valueOf(fact(facts, "level")),
                finding,
                new Alert.Harm(
                        Long.parseLong(facts.getOrDefault("calls", "0")),
                        Long.parseLong(facts.getOrDefault("allCalls", "0"))),
                act(facts));
    }

    private static AlertEvent.@Nullable Act act(Map<String, String> facts) {
        @Nullable String until = facts.get("until");
        return facts.containsKey("who")
                ? new AlertEvent.Act(
                        fact(facts, "who"), fact(facts, "what"), until == null ? null : Instant.parse(until))
                : null;
    }

    private static String fact(Map<String, String> facts, String name) {
        String value = facts.get(name);
        if (value == null) {
            throw new IllegalArgumentException("an alert's entry has no fact " + name + ", only " + facts.keySet());
        }
        return value;
    }
}
