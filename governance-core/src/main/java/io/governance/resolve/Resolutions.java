package io.governance.resolve;

import io.governance.judge.Finding;
import io.governance.measure.Time;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All issues of a store: opened from findings, alerts and rollbacks, and listed until they are resolved. Thread-safe;
 * every method reads or writes the store.
 */
public final class Resolutions {
    private static final String ROLLED_BACK = "ROLLED_BACK";

    private final Store store;
    private final Time time;

    private Resolutions(Store store, Time time) {
        this.store = store;
        this.time = time;
    }

    /** Returns the issues of a store. */
    public static Resolutions of(Store store, Time time) {
        return new Resolutions(store, time);
    }

    /**
     * An issue that is not resolved.
     *
     * @param subject what it is about
     * @param step where it is
     * @param since when it was found, or found again
     * @param age how long ago that is
     * @param missing what the next step lacks; empty when only somebody has to take it
     * @param skipped the steps that were taken without their proof
     */
    public record Unresolved(
            String id,
            String subject,
            Step step,
            Instant since,
            Duration age,
            List<String> missing,
            List<Step> skipped) {
        /** Makes one; the lists are copied. */
        public Unresolved {
            missing = List.copyOf(missing);
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * Opens the issue of a finding; its name is the finding's key.
     *
     * @param soak of what it is about: the fix is monitored for twice as long
     */
    public Resolution open(Finding finding, Duration soak) {
        return resolution(finding.key())
                .opened(finding.subject(), finding.summary(), twice(soak), Proof.cause(finding.key()));
    }

    /**
     * Opens the issue of an alert; its name is the alert's key.
     *
     * @param soak of what it is about: the fix is monitored for twice as long
     * @throws IllegalArgumentException when there is no such alert
     */
    public Resolution openFromAlert(String alertKey, Duration soak) {
        Map<String, String> facts = last(Surroundings.ALERTS + alertKey, null)
                .orElseThrow(() -> new IllegalArgumentException("no alert has the key '" + alertKey + "'; there are "
                        + store.ledger().streams(Surroundings.ALERTS)))
                .facts();
        return resolution(alertKey)
                .opened(
                        facts.getOrDefault("subject", alertKey),
                        facts.getOrDefault("summary", "an alert"),
                        twice(soak),
                        Proof.cause(alertKey));
    }

    /**
     * Opens the issue of the last rollback of a swap, and notes that it was rolled back.
     *
     * @param soak of the swap: the fix is monitored for twice as long
     * @throws IllegalArgumentException when the swap was never rolled back
     */
    public Resolution openFromRollback(String swap, Duration soak) {
        Ledger.Entry rollback = last(Surroundings.SWAPS + swap, ROLLED_BACK)
                .orElseThrow(() -> new IllegalArgumentException("the swap '" + swap + "' was never rolled back"));
        String reason = rollback.facts().getOrDefault("reason", "it was rolled back");
        Resolution issue = resolution("rollback/" + swap)
                .opened(swap, reason, twice(soak), Proof.cause("SWAP_ROLLED_BACK/" + swap));
        if (issue.step().filter(Step.FOUND::equals).isPresent()) {
            issue.take(Step.ROLLED_BACK, "governance", "rolled back at " + rollback.at() + ": " + reason);
        }
        return issue;
    }

    /** Returns an issue that was opened before. */
    public Optional<Resolution> find(String id) {
        Resolution resolution = resolution(id);
        return resolution.step().isEmpty() ? Optional.empty() : Optional.of(resolution);
    }

    /** Returns what is not resolved, the oldest first, with what the next step of each lacks. */
    public List<Unresolved> unresolved() {
        Instant now = time.now();
        return store.ledger().streams(Resolution.PREFIX).stream()
                .map(stream ->
                        resolution(stream.substring(Resolution.PREFIX.length())).issue())
                .filter(Issue::isOpen)
                .map(issue -> unresolved(issue, now))
                .sorted(Comparator.comparing(Unresolved::since).thenComparing(Unresolved::id))
                .toList();
    }

    private Unresolved unresolved(Issue issue, Instant now) {
        return new Unresolved(
                issue.id(),
                issue.subject(),
                issue.step().orElse(Step.FOUND),
                issue.openedAt(),
                Duration.between(issue.openedAt(), now),
                resolution(issue.id()).missing(issue),
                issue.skipped());
    }

    /** Returns the same as a table in Markdown. */
    public String report() {
        StringBuilder table =
                new StringBuilder("| issue | about | step | age | missing next |\n|---|---|---|---|---|\n");
        for (Unresolved issue : unresolved()) {
            String missing = issue.missing().isEmpty() ? "nothing: take the step" : String.join("; ", issue.missing());
            String skipped = issue.skipped().isEmpty() ? "" : " (without proof: " + issue.skipped() + ")";
            table.append("| ")
                    .append(cell(issue.id()))
                    .append(" | ")
                    .append(cell(issue.subject()))
                    .append(" | ")
                    .append(issue.step())
                    .append(skipped)
                    .append(" | ")
                    .append(issue.age().toDays())
                    .append(" d ")
                    .append(issue.age().toHoursPart())
                    .append(" h | ")
                    .append(cell(missing))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String cell(String text) {
        return text.replaceAll("\\R", " ").replace("|", "\\|");
    }

    /** Makes known which build this node runs, unless that is known already. */
    public void running(String build) {
        String stream = Surroundings.BUILDS + store.node();
        Optional<Ledger.Entry> last = last(stream, null);
        boolean isKnown = last.filter(entry -> build.equals(entry.facts().get(Proof.BUILD)))
                .isPresent();
        if (!isKnown) {
            long version = last.map(Ledger.Entry::version).orElse(0L);
            var unused = store.ledger().append(stream, version, "RUNNING", Map.of(Proof.BUILD, build));
        }
    }

    private Resolution resolution(String id) {
        return new Resolution(store, time, id);
    }

    private static Duration twice(Duration soak) {
        return soak.multipliedBy(2);
    }

    private Optional<Ledger.Entry> last(String stream, @org.jspecify.annotations.Nullable String type) {
        return store.ledger().read(stream, 0).stream()
                .filter(entry -> type == null || entry.type().equals(type))
                .reduce((first, second) -> second);
    }
}
