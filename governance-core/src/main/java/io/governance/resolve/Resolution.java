package io.governance.resolve;

import io.governance.measure.Time;
import io.governance.remember.Ledger;
import io.governance.remember.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One issue on its way to being resolved: found, rolled back, analyzed, fixed, tested, deployed, monitored, resolved.
 *
 * <p>Its state is the fold of the stream {@code resolution/ID}; a step that the table of {@link Step} does not permit is
 * refused, and so is "monitored" before the fix has served for the time that the issue asks. While it is open, nothing
 * that it is about can be marked complete. Thread-safe; every method reads or writes the store.
 */
public final class Resolution {
    private static final String PREFIX = "resolution/";
    private static final String MONITOR = "monitorSeconds";

    private final Ledger ledger;
    private final Time time;
    private final String id;

    private Resolution(Ledger ledger, Time time, String id) {
        this.ledger = ledger;
        this.time = time;
        this.id = id;
    }

    /**
     * Opens an issue, or returns it if it is open already; a resolved one is found again.
     *
     * @param id stable name of the issue
     * @param subject what it is about: a swap, an operation
     * @param reason what was found
     * @param monitor how long the fix must serve before it counts as monitored: twice the soak of what it fixes
     */
    public static Resolution open(Store store, Time time, String id, String subject, String reason, Duration monitor) {
        Resolution resolution = new Resolution(store.ledger(), time, id);
        List<Ledger.Entry> history = resolution.history();
        if (!isOpen(history)
                && !resolution.append(
                        history.size(),
                        Step.FOUND,
                        Map.of("subject", subject, "reason", reason, MONITOR, Long.toString(monitor.toSeconds())))
                && !resolution.isOpen()) {
            throw resolution.changedMeanwhile();
        }
        return resolution;
    }

    /** Returns the name of the issue. */
    public String id() {
        return id;
    }

    /** Returns the last step; empty for an issue that was never opened. */
    public Optional<Step> step() {
        return last(history());
    }

    private static Optional<Step> last(List<Ledger.Entry> history) {
        return history.isEmpty()
                ? Optional.empty()
                : Optional.of(Step.valueOf(history.get(history.size() - 1).type()));
    }

    /** Returns every step so far. */
    public List<Ledger.Entry> history() {
        return ledger.read(PREFIX + id, 0);
    }

    /** Returns whether it still stands in the way of completion. */
    public boolean isOpen() {
        return isOpen(history());
    }

    private static boolean isOpen(List<Ledger.Entry> history) {
        return last(history).map(step -> step != Step.RESOLVED).orElse(false);
    }

    /**
     * Takes the next step.
     *
     * @param who a person, or {@code governance}
     * @param what was done, found or decided
     * @throws IllegalArgumentException when the name or the sentence is blank
     * @throws IllegalStateException when that step may not come next, the fix has not served long enough, or somebody
     *     else was faster
     */
    public void take(Step step, String who, String what) {
        if (who.isBlank() || what.isBlank()) {
            throw new IllegalArgumentException("step " + step + " of issue " + id
                    + " needs a name and a sentence; found '" + who + "' and '" + what + "'");
        }
        List<Ledger.Entry> history = history();
        Step before = last(history).orElseThrow(() -> new IllegalStateException("issue " + id + " was never opened"));
        if (!before.permits(step)) {
            throw new IllegalStateException("issue " + id + " is " + before + ": " + step + " cannot come next");
        }
        if (step == Step.MONITORED) {
            refuseTooEarly(history);
        }
        if (!append(history.size(), step, Map.of("who", who, "what", what))) {
            throw changedMeanwhile();
        }
    }

    private void refuseTooEarly(List<Ledger.Entry> history) {
        Instant deployed = history.get(history.size() - 1).at();
        Duration served = Duration.between(deployed, time.now());
        Duration asked = Duration.ofSeconds(Long.parseLong(history.stream()
                .filter(entry -> entry.facts().containsKey(MONITOR))
                .reduce((first, second) -> second)
                .map(entry -> entry.facts().get(MONITOR))
                .orElse("0")));
        if (served.compareTo(asked) < 0) {
            throw new IllegalStateException("issue " + id + " is to be monitored for " + asked.toSeconds()
                    + " s, the fix has served for " + served.toSeconds() + " s");
        }
    }

    /** The version is that of the history the step was judged by: whoever came in between wins. */
    private boolean append(long version, Step step, Map<String, String> facts) {
        return ledger.append(PREFIX + id, version, step.name(), new TreeMap<>(facts))
                .isPresent();
    }

    private IllegalStateException changedMeanwhile() {
        return new IllegalStateException("issue " + id + " was changed by somebody else at the same time: look again");
    }
}
