package io.governance.show;

import io.governance.judge.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Believes a level only once it was seen often enough: up after {@code needed} of the last {@code of} examinations, down
 * only when all of them were below.
 */
record Hysteresis(int needed, int of, Level confirmed, List<Level> recent) {

    static Hysteresis of(int needed, int of) {
        if (needed < 1 || of < needed) {
            throw new IllegalArgumentException(
                    "an alert was to fire after " + needed + " of " + of + " examinations; expected 1 <= N <= M");
        }
        return new Hysteresis(needed, of, Level.ACCEPTABLE, Collections.nCopies(of, Level.ACCEPTABLE));
    }

    /** Returns one that has seen nothing but this level. */
    Hysteresis at(Level level) {
        return new Hysteresis(needed, of, level, Collections.nCopies(of, level));
    }

    Hysteresis next(Level seen) {
        List<Level> last = new ArrayList<>(recent.subList(1, of));
        last.add(seen.isAtLeast(Level.ACCEPTABLE) ? seen : Level.ACCEPTABLE);
        List<Level> worstFirst = new ArrayList<>(last);
        worstFirst.sort(Collections.reverseOrder());
        Level oftenEnough = worstFirst.get(needed - 1);
        Level worst = worstFirst.get(0);
        Level next = confirmed.worse(oftenEnough);
        return new Hysteresis(needed, of, worst.isAtLeast(next) ? next : worst, List.copyOf(last));
    }

    boolean isAtRest() {
        return !confirmed.isAtLeast(Level.INFO) && recent.stream().noneMatch(level -> level.isAtLeast(Level.INFO));
    }
}
