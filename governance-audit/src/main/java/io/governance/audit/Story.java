package io.governance.audit;

import io.governance.remember.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One stream of the ledger as a person reads it: an alert, a resolution, a change.
 *
 * @param name the stream without its prefix
 */
record Story(String name, List<Ledger.Entry> entries) {
    Story {
        entries = List.copyOf(entries);
    }

    /** Returns the streams with a prefix that have an entry before the end of a period and were not over before it. */
    static List<Story> all(Ledger ledger, String prefix, Instant from, Instant to) {
        List<Story> stories = new ArrayList<>();
        for (String stream : ledger.streams(prefix)) {
            List<Ledger.Entry> entries = ledger.read(stream, 0).stream()
                    .filter(entry -> entry.at().isBefore(to))
                    .toList();
            Story story = new Story(stream.substring(prefix.length()), entries);
            if (!entries.isEmpty() && (story.isOpen() || !story.last().at().isBefore(from))) {
                stories.add(story);
            }
        }
        return stories;
    }

    Ledger.Entry last() {
        return entries.get(entries.size() - 1);
    }

    /** Alerts and issues end by being resolved; changes by being kept or taken back. */
    boolean isOpen() {
        return !List.of("RESOLVED", "NOTED", "CLOSED", "KEPT", "REVERTED", "COMPLETED", "MEASURED")
                .contains(last().type());
    }

    boolean isAbout(String subject) {
        return entries.stream()
                .anyMatch(entry -> subject.equals(entry.facts().get("subject"))
                        || subject.equals(entry.facts().get("swap")));
    }

    static Table table(String title, List<Story> stories) {
        List<List<String>> rows = new ArrayList<>();
        for (Story story : stories) {
            for (Ledger.Entry entry : story.entries()) {
                rows.add(List.of(Figures.at(entry.at()), story.name(), entry.type(), facts(entry), entry.node()));
            }
        }
        return new Table(title, List.of("time (UTC)", "name", "what happened", "facts", "node"), rows);
    }

    private static String facts(Ledger.Entry entry) {
        Map<String, String> facts = new TreeMap<>(entry.facts());
        facts.remove("at");
        return facts.entrySet().stream()
                .filter(fact -> !fact.getValue().isBlank())
                .map(fact -> fact.getKey() + ": " + shortened(fact.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String shortened(String value) {
        return value.length() <= 160 ? value : value.substring(0, 160) + "…";
    }
}
