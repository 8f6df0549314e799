package io.governance.show;

import java.time.Duration;

/**
 * The share of traffic that the agent asks for: 100, 75, 50 or 25 percent, one step at a time and one step in ten
 * seconds at most. Never 0: a balancer takes that for draining.
 *
 * @param changedNanos when the last step was taken
 * @param betterNanos since when less than this is wanted no more
 */
record Weight(int percent, long changedNanos, long betterNanos) {
    static final int FULL = 100;
    static final int STEP = 25;
    static final long STEP_NANOS = Duration.ofSeconds(10).toNanos();

    static Weight initial(long nowNanos) {
        return new Weight(FULL, nowNanos - STEP_NANOS, nowNanos);
    }

    Weight next(int wanted, long nowNanos) {
        boolean isStepDue = nowNanos - changedNanos >= STEP_NANOS;
        if (wanted <= percent) {
            return wanted < percent && isStepDue
                    ? new Weight(percent - STEP, nowNanos, nowNanos)
                    : new Weight(percent, changedNanos, nowNanos);
        }
        boolean isLasting = nowNanos - betterNanos >= STEP_NANOS;
        return isStepDue && isLasting ? new Weight(percent + STEP, nowNanos, nowNanos) : this;
    }
}
