package io.governance.show;

import io.governance.judge.Level;
import io.governance.judge.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Believes a level only once it was seen often enough: up after N of the last M examinations, down only after K in a row
 * that all held a milder one. Immutable.
 *
 * @param numbers N, M and K
 * @param confirmed the level that is believed
 * @param recent what was seen last, the latest at the end
 */
record Hysteresis(Policy.Hysteresis numbers, Level confirmed, List<Seen> recent) {
    /** @param held the level that would not yet be left: at or above the one that is reached */
    private record Seen(Level reached, Level held) {}

    private static final Seen NOTHING = new Seen(Level.ACCEPTABLE, Level.ACCEPTABLE);

    static Hysteresis of(int needed, int of) {
        if (needed < 1 || of < needed) {
            throw new IllegalArgumentException(
                    "an alert was to fire after " + needed + " of " + of + " examinations; expected 1 <= N <= M");
        }
        return of(new Policy.Hysteresis(needed, of, of, 1, Duration.ofSeconds(1)));
    }

    static Hysteresis of(Policy.Hysteresis numbers) {
        int kept = Math.max(numbers.enterOf(), numbers.leaveAfter());
        return new Hysteresis(numbers, Level.ACCEPTABLE, Collections.nCopies(kept, NOTHING));
    }

    /** Returns one that has seen nothing but this level. */
    Hysteresis at(Level level) {
        return new Hysteresis(numbers, level, Collections.nCopies(recent.size(), new Seen(level, level)));
    }

    Hysteresis next(Level seen) {
        return next(seen, seen);
    }

    /** An examination without data enters nothing and leaves nothing, but takes its turn. */
    Hysteresis unknown() {
        return next(Level.ACCEPTABLE, Level.CRITICAL);
    }

    Hysteresis next(Level reached, Level held) {
        List<Seen> last = new ArrayList<>(recent.subList(1, recent.size()));
        last.add(new Seen(
                Level.ACCEPTABLE.worse(reached), Level.ACCEPTABLE.worse(reached).worse(held)));
        Level entered = latest(last, numbers.enterOf()).stream()
                .map(Seen::reached)
                .sorted(Collections.reverseOrder())
                .toList()
                .get(numbers.enterAfter() - 1);
        Level kept = latest(last, numbers.leaveAfter()).stream()
                .map(Seen::held)
                .max(Level::compareTo)
                .orElse(Level.ACCEPTABLE);
        Level next = confirmed.worse(entered);
        return new Hysteresis(numbers, kept.isAtLeast(next) ? next : kept, List.copyOf(last));
    }

    private static List<Seen> latest(List<Seen> all, int count) {
        return all.subList(all.size() - count, all.size());
    }

    boolean isAtRest() {
        return !confirmed.isAtLeast(Level.INFO)
                && recent.stream().noneMatch(seen -> seen.reached().isAtLeast(Level.INFO));
    }
}
