package io.governance.resolve;

import io.governance.remember.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An issue as its stream tells it. Entries of a newer version, whose step is unknown here, lead nowhere. Pure.
 *
 * @param entries the whole stream
 * @param round its last part: from the last time the issue was found
 */
record Issue(String id, List<Ledger.Entry> entries, List<Ledger.Entry> round) {
    static final String SUBJECT = "subject";
    static final String REASON = "reason";
    static final String MONITOR = "monitorSeconds";
    static final String SKIPPED = "skipped";

    static Issue of(String id, List<Ledger.Entry> entries) {
        int found = 0;
        for (int i = 0; i < entries.size(); i++) {
            found = entries.get(i).type().equals(Step.FOUND.name()) ? i : found;
        }
        return new Issue(id, List.copyOf(entries), List.copyOf(entries.subList(found, entries.size())));
    }

    Optional<Step> step() {
        return entries.stream()
                .flatMap(entry -> Step.named(entry.type()).stream())
                .reduce((first, second) -> second);
    }

    boolean isOpen() {
        return step().map(step -> step != Step.RESOLVED).orElse(false);
    }

    Instant openedAt() {
        return round.get(0).at();
    }

    String subject() {
        return round.get(0).facts().getOrDefault(SUBJECT, "");
    }

    Duration monitor() {
        return Duration.ofSeconds(Long.parseLong(round.get(0).facts().getOrDefault(MONITOR, "0")));
    }

    /** The finding it was opened from, or that its cause was linked to since. */
    Optional<String> finding() {
        return last(Proof.FINDING);
    }

    /** The build whose tests passed, unless the fix was changed since. */
    Optional<String> testedBuild() {
        return last(Step.TESTED).map(entry -> entry.facts().get(Proof.BUILD));
    }

    Optional<Instant> deployedAt() {
        return last(Step.DEPLOYED).map(Ledger.Entry::at);
    }

    List<Step> skipped() {
        return round.stream()
                .filter(entry -> entry.facts().containsKey(SKIPPED))
                .flatMap(entry -> Step.named(entry.type()).stream())
                .toList();
    }

    private Optional<String> last(String fact) {
        return round.stream()
                .filter(entry -> entry.facts().containsKey(fact))
                .reduce((first, second) -> second)
                .map(entry -> entry.facts().get(fact));
    }

    private Optional<Ledger.Entry> last(Step step) {
        return round.stream().filter(entry -> entry.type().equals(step.name())).reduce((first, second) -> second);
    }
}
