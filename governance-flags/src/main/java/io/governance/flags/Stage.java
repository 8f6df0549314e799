package io.governance.flags;

/** How far a swap has come. What may follow what is one table: the events of each constant. */
public enum Stage {
    /** Every call goes to the old side. */
    OFF(SwapEvent.STARTED),
    /** Callers get the old side's answer; a sample is run on the new side afterwards and compared. */
    SHADOW(SwapEvent.PROMOTED, SwapEvent.ROLLED_BACK, SwapEvent.KILLED, SwapEvent.PAUSED, SwapEvent.RESUMED),
    /** A first small share of the calls goes to the new side. */
    CANARY(
            SwapEvent.PROMOTED,
            SwapEvent.SLICED,
            SwapEvent.ROLLED_BACK,
            SwapEvent.KILLED,
            SwapEvent.PAUSED,
            SwapEvent.RESUMED),
    /** Growing shares of the calls go to the new side. */
    RAMP(
            SwapEvent.PROMOTED,
            SwapEvent.SLICED,
            SwapEvent.ROLLED_BACK,
            SwapEvent.KILLED,
            SwapEvent.PAUSED,
            SwapEvent.RESUMED),
    /** Nearly all calls go to the new side; the rest is held back for comparison during the soak. */
    BAKE(
            SwapEvent.COMPLETED,
            SwapEvent.SLICED,
            SwapEvent.ROLLED_BACK,
            SwapEvent.KILLED,
            SwapEvent.PAUSED,
            SwapEvent.RESUMED),
    /** Every call goes to the new side; the old one must go by its date. */
    COMPLETE(SwapEvent.REMOVED, SwapEvent.ROLLED_BACK, SwapEvent.KILLED),
    /** The old side is gone. */
    REMOVED,
    /** The new side was taken back; a next attempt needs a reason. */
    ROLLED_BACK(SwapEvent.RESTARTED, SwapEvent.KILLED);

    private final int next;

    Stage(SwapEvent... next) {
        int bits = 0;
        for (SwapEvent event : next) {
            bits |= 1 << event.ordinal();
        }
        this.next = bits;
    }

    boolean permits(SwapEvent event) {
        return (next & 1 << event.ordinal()) != 0;
    }

    /** Returns whether callers are divided between the sides by a coin. */
    public boolean isDivided() {
        return this == CANARY || this == RAMP || this == BAKE;
    }

    /** Returns whether the swap is under way: started, neither complete nor taken back. */
    public boolean isUnderWay() {
        return this == SHADOW || isDivided();
    }
}
