package io.governance.instance;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Says what a stall came from: the pauses of the collector are known to the millisecond, safepoints and throttling only
 * as sums between two readings, so they explain a stall when the sum around it would be enough for half of it.
 */
final class StallExplanation {
    private StallExplanation() {}

    static Stall of(Instant at, StallLog.Late late, List<Pause> pauses, Counters before, Counters after) {
        double half = late.nanos() / 2.0;
        Optional<Pause> pause = pauses.stream()
                .max(Comparator.comparingLong(one -> one.nanosWithin(late.dueNanos(), late.wokeNanos())));
        double collecting = pauses.stream()
                .mapToDouble(one -> (double) one.nanosWithin(late.dueNanos(), late.wokeNanos()))
                .sum();
        if (pause.isPresent() && collecting >= half) {
            return stall(at, late, Stall.Cause.COLLECTION, pause.get().what(), collecting);
        }
        double throttled = after.group().throttledNanos() - before.group().throttledNanos();
        if (throttled >= half) {
            return stall(at, late, Stall.Cause.THROTTLING, "the CPU quota was used up", throttled);
        }
        double stopped = after.safepointNanos() - before.safepointNanos() - (after.pauseNanos() - before.pauseNanos());
        if (stopped >= half) {
            return stall(at, late, Stall.Cause.SAFEPOINT, "a safepoint that is no collection", stopped);
        }
        return new Stall(
                at,
                late.nanos(),
                Stall.Cause.UNKNOWN,
                "neither collection, quota nor safepoint: suspended, paged out, or no processor free");
    }

    private static Stall stall(Instant at, StallLog.Late late, Stall.Cause cause, String what, double nanos) {
        return new Stall(at, late.nanos(), cause, String.format(Locale.ROOT, "%s, %.0f ms", what, nanos / 1e6));
    }
}
