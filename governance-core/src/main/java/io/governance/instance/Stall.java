package io.governance.instance;

import java.time.Instant;

/**
 * A time in which nothing of this JVM ran, as a thread found that only wanted to wait for a moment.
 *
 * @param at when it ended
 * @param nanos how long it lasted
 * @param cause what explains at least half of it
 * @param explanation the cause in words, with its figure
 */
public record Stall(Instant at, long nanos, Cause cause, String explanation) {
    /** What can stop a whole JVM. */
    public enum Cause {
        /** The collector stopped all threads. */
        COLLECTION,
        /** The JVM stopped all threads for something else: a heap or thread dump, class redefinition, deoptimization. */
        SAFEPOINT,
        /** The quota of the control group was used up. */
        THROTTLING,
        /** The process was suspended, its memory was not there, or others had the processors. */
        UNKNOWN
    }
}
