package io.governance.judge;

/** How a value stands against the policy, from harmless to worst. */
public enum Level {
    /** Nothing was measured, or too little to say anything: neither good nor bad. */
    NO_DATA,
    /** Within what the policy calls acceptable. */
    ACCEPTABLE,
    /** Beyond acceptable, below the first alert. */
    NOT_ACCEPTABLE,
    /** To be monitored and planned for. */
    INFO,
    /** To be acted on within 24 hours. */
    WARNING,
    /** To be acted on at once. */
    CRITICAL;

    /** Returns whether this level is the other one or worse. */
    public boolean isAtLeast(Level other) {
        return compareTo(other) >= 0;
    }

    /** Returns the worse of the two. */
    public Level worse(Level other) {
        return isAtLeast(other) ? this : other;
    }
}
