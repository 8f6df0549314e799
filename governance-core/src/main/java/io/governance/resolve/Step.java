package io.governance.resolve;

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

    /** Returns whether a step may come next. */
    public boolean permits(Step step) {
        return java.util.List.of(next.split(" ", -1)).contains(step.name());
    }
}
