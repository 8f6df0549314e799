package io.governance.db.bulk;

import java.time.Duration;

/** How long to wait before the next attempt: from 50 ms doubling to 2 s, half of it by chance. */
final class Pauses {
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private Pauses() {}

    /**
     * @param failures how many attempts have failed, from 1
     * @param chance from 0 to 1
     */
    static Duration after(int failures, double chance) {
        long nanos = Math.min(LONGEST.toNanos(), FIRST.toNanos() << Math.min(failures - 1, 10));
        return Duration.ofNanos((long) (nanos * (0.5 + chance / 2)));
    }
}
