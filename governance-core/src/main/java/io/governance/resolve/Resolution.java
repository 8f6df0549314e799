package io.governance.resolve;

import io.governance.measure.Time;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One issue on its way to being resolved: found, rolled back, analyzed, fixed, tested, deployed, monitored, resolved.
 *
 * <p>Its state is the fold of the stream {@code resolution/ID}. A step that the table of {@link Step} does not permit is
 * refused, and so is one whose {@link Proof} is missing: the cause is linked to a finding, the fix has a commit, the
 * tests of a build have passed, every node runs that build, and it has served for the time that the issue asks without
 * the finding firing again. Who skips a proof gives a name and a reason, which stay in the ledger. While an issue is
 * open, nothing that it is about can be marked complete. Thread-safe; every method reads or writes the store.
 */
public final class Resolution {
    static final String PREFIX = "resolution/";

    private final Ledger ledger;
    private final Surroundings surroundings;
    private final String id;

    Resolution(Store store, Time time, String id) {
        this.ledger = store.ledger();
        this.surroundings = new Surroundings(store, time);
        this.id = id;
    }

    /**
     * Opens an issue, or returns it if it is open already; a resolved one is found again. From a finding, an alert or a
     * rollback {@link Resolutions} opens one.
     *
     * @param id stable name of the issue
     * @param subject what it is about: a swap, an operation
     * @param reason what was found
     * @param monitor how long the fix must serve before it counts as monitored: twice the soak of what it fixes
     */
    public static Resolution open(Store store, Time time, String id, String subject, String reason, Duration monitor) {
        return new Resolution(store, time, id).opened(subject, reason, monitor, Proof.none());
    }

    Resolution opened(String subject, String reason, Duration monitor, Proof finding) {
        Issue issue = issue();
        Map<String, String> facts = new TreeMap<>(finding.facts());
        facts.put(Issue.SUBJECT, subject);
        facts.put(Issue.REASON, reason);
        facts.put(Issue.MONITOR, Long.toString(monitor.toSeconds()));
        if (!issue.isOpen() && !append(issue, Step.FOUND, facts) && !isOpen()) {
            throw changedMeanwhile();
        }
        return this;
    }

    /** Returns the name of the issue. */
    public String id() {
        return id;
    }

    /** Returns the last step; empty for an issue that was never opened. */
    public Optional<Step> step() {
        return issue().step();
    }

    /** Returns every step so far. */
    public List<Ledger.Entry> history() {
        return ledger.read(PREFIX + id, 0);
    }

    /** Returns whether it still stands in the way of completion. */
    public boolean isOpen() {
        return issue().isOpen();
    }

    /** Returns what the next step onward still lacks, a sentence each; empty when it may be taken, or none is left. */
    public List<String> missing() {
        return missing(issue());
    }

    List<String> missing(Issue issue) {
        return issue.step()
                .flatMap(Step::onward)
                .map(step -> Requirements.missing(step, issue, Proof.none(), surroundings))
                .orElse(List.of());
    }

    /**
     * Takes a step that needs no proof, or whose proof is in the store.
     *
     * @see #take(Step, String, String, Proof)
     */
    public void take(Step step, String who, String what) {
        take(step, who, what, Proof.none());
    }

    /**
     * Takes the next step.
     *
     * @param who a person, or {@code governance}
     * @param what was done, found or decided
     * @throws IllegalArgumentException when the name or the sentence is blank
     * @throws IllegalStateException when that step may not come next, with everything that it lacks, or when somebody
     *     else was faster
     */
    public void take(Step step, String who, String what, Proof proof) {
        Issue issue = next(step, who, what);
        List<String> missing = Requirements.missing(step, issue, proof, surroundings);
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "issue " + id + " cannot be " + step + " yet; it needs " + String.join("; it needs ", missing));
        }
        Map<String, String> facts = new TreeMap<>(proof.facts());
        if (step == Step.DEPLOYED) {
            facts.put(Proof.BUILD, Requirements.build(issue, proof));
        }
        write(issue, step, who, what, facts);
    }

    /**
     * Takes the next step without its proof: the order stays, and the ledger keeps who answers for it.
     *
     * @param who a person
     * @param reason why the proof is done without
     * @throws IllegalArgumentException when the name or the reason is blank
     * @throws IllegalStateException when that step may not come next, or somebody else was faster
     */
    public void skip(Step step, String who, String reason) {
        write(next(step, who, reason), step, who, reason, Map.of(Issue.SKIPPED, "true"));
    }

    private Issue next(Step step, String who, String what) {
        if (who.isBlank() || what.isBlank()) {
            throw new IllegalArgumentException("step " + step + " of issue " + id
                    + " needs a name and a sentence; found '" + who + "' and '" + what + "'");
        }
        Issue issue = issue();
        if (step == Step.FOUND) {
            throw new IllegalStateException("issue " + id
                    + " cannot be FOUND as a step: open it again, with what was found and how long to watch");
        }
        Step before = issue.step().orElseThrow(() -> new IllegalStateException("issue " + id + " was never opened"));
        if (!before.permits(step)) {
            throw new IllegalStateException("issue " + id + " is " + before + ": " + step + " cannot come next");
        }
        return issue;
    }

    private void write(Issue issue, Step step, String who, String what, Map<String, String> proof) {
        Map<String, String> facts = new TreeMap<>(proof);
        facts.put("who", who);
        facts.put("what", what);
        if (!append(issue, step, facts)) {
            throw changedMeanwhile();
        }
    }

    Issue issue() {
        return Issue.of(id, history());
    }

    /** The version is that of the history the step was judged by: whoever came in between wins. */
    private boolean append(Issue issue, Step step, Map<String, String> facts) {
        return ledger.append(PREFIX + id, issue.entries().size(), step.name(), facts)
                .isPresent();
    }

    private IllegalStateException changedMeanwhile() {
        return new IllegalStateException("issue " + id + " was changed by somebody else at the same time: look again");
    }
}
