package io.governance.show;

/**
 * Permits at most so many things in any hour: a third of them at once, the others evenly. A third of what may come at
 * once is kept for what is critical. Not thread-safe.
 */
final class Rate {
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private final int capacity;
    private final int reserve;
    private final long refillNanos;
    private int tokens;
    private long filledNanos;
    private boolean isStarted;

    Rate(int perHour) {
        this.capacity = perHour / 3;
        this.reserve = capacity / 3;
        // Rounded up, so that the burst and the refills of an hour together never exceed what is permitted.
        this.refillNanos = HOUR_NANOS / (perHour - capacity) + 1;
        this.tokens = capacity;
    }

    boolean take(boolean isCritical, long nowNanos) {
        refill(nowNanos);
        if (tokens <= (isCritical ? 0 : reserve)) {
            return false;
        }
        tokens--;
        return true;
    }

    private void refill(long nowNanos) {
        if (!isStarted || tokens == capacity) {
            isStarted = true;
            filledNanos = nowNanos;
            return;
        }
        long refills = (nowNanos - filledNanos) / refillNanos;
        tokens = (int) Math.min(capacity, tokens + refills);
        filledNanos += refills * refillNanos;
    }
}
