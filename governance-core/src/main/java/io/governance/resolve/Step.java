package io.governance.resolve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The steps of the loop in which an issue is resolved. What may follow what is one table: the names of each constant. */
public enum Step {
    /** Something was found: by an examiner, an alert, a rollback or a person. */
    FOUND("ROLLED_BACK", "ANALYZED"),
    /** What caused it was taken back. */
    ROLLED_BACK("ANALYZED"),
    /** The cause is known. */
    ANALYZED("FIXED"),
    /** There is a fix. */
    FIXED("TESTED", "ANALYZED"),
    /** The fix passed its tests. */
    TESTED("DEPLOYED", "ANALYZED"),
    /** The fix serves callers. */
    DEPLOYED("MONITORED", "ROLLED_BACK"),
    /** It was watched for as long as the issue asks. */
    MONITORED("RESOLVED", "ROLLED_BACK"),
    /** It is resolved; if it comes back, it is found again. */
    RESOLVED("FOUND");

    private final String next;

    Step(String... next) {
        this.next = String.join(" ", next);
    }

    /** Returns the step of this name; empty when there is none, as a newer version may have written. */
    static Optional<Step> named(String name) {
        return Arrays.stream(values()).filter(step -> step.name().equals(name)).findFirst();
    }

    /** Returns the step that leads on to the end; empty once it is reached. */
    public Optional<Step> onward() {
        return Arrays.stream(values())
                .filter(step -> step.compareTo(this) > 0 && step != ROLLED_BACK && permits(step))
                .findFirst();
    }

    /** Returns whether a step may come next. */
    public boolean permits(Step step) {
        return List.of(next.split(" ", -1)).contains(step.name());
    }
}
