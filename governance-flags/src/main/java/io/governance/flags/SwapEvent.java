package io.governance.flags;

/** What can happen to a swap: the types of the entries of its stream. */
enum SwapEvent {
    /** Left OFF with a complete plan. */
    STARTED,
    /** Went one stage or step forward. */
    PROMOTED,
    /** A new slice of the same share began. */
    SLICED,
    /** Was taken back. */
    ROLLED_BACK,
    /** Began a next attempt. */
    RESTARTED,
    /** Was switched off by a person. */
    KILLED,
    /** Forward steps wait. */
    PAUSED,
    /** Forward steps go on. */
    RESUMED,
    /** Survived the soak. */
    COMPLETED,
    /** The old side is gone. */
    REMOVED
}
