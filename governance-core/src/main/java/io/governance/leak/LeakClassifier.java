package io.governance.leak;

import io.governance.leak.LeakVerdict.Kind;
import io.governance.leak.LeakVerdict.TimeLeft;
import io.governance.leak.SteadyGrowth.Pace;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what a live set looks like: pure functions, so the same samples always give the same verdict.
 *
 * <p>Only whole hours are looked at. A leak is claimed when its tests held at each of the last twelve hours, and
 * withdrawn when they failed at each of the last twelve. How often it errs is measured by {@code ./bench leak --long}
 * and printed in {@code docs/leaks.md}.
 */
public final class LeakClassifier {
    /** How many hours in a row a leak has to be seen before it is claimed. */
    private static final int PERSISTENT = 12;

    private static final int SILENT = 72;
    private static final int FEWEST = 6;
    private static final int NEAR = 12;

    private LeakClassifier() {}

    /**
     * Returns what the live set looks like now.
     *
     * @param nowNanos on the same monotonic clock as the samples; the hour that it lies in is not looked at
     */
    public static LeakVerdict classify(LiveSets sets, long nowNanos) {
        Hours hours = new Hours(sets, LiveSets.hourOf(nowNanos));
        List<Hours.Block> recent = hours.blocks(SILENT);
        if (recent.isEmpty() || hours.blocks(LiveSets.HOURS).size() < FEWEST) {
            return Words.noEvidence(hours, recent.isEmpty() && !sets.isEmpty());
        }
        double level = recent.get(recent.size() - 1).bytes();
        LeakVerdict exhaustion = exhaustion(hours, level);
        if (exhaustion != null) {
            return exhaustion;
        }
        LeakVerdict leak = leak(hours, level);
        return leak != null ? leak : Shape.of(hours, level);
    }

    /** More than 65 % of the limit, and the last six hours, or the last twelve, lead to it within twelve. */
    private static @Nullable LeakVerdict exhaustion(Hours hours, double level) {
        if (level <= 0.65 * hours.limit()) {
            return null;
        }
        LeakVerdict soon = exhaustion(hours, level, 6);
        return soon != null ? soon : exhaustion(hours, level, 12);
    }

    private static @Nullable LeakVerdict exhaustion(Hours hours, double level, int window) {
        double[] values = hours.asSampled(window);
        if (values.length == 0) {
            return null;
        }
        Trend.Slope slope = Trend.slope(values);
        TimeLeft left =
                TimeLeft.of(hours.limit() - level, hours.limit() - level, slope.low(), slope.middle(), slope.high());
        int third = window / 3;
        double lately = values[window - 1] - values[window - 1 - third];
        boolean goesOn = lately > 0.5 * third * slope.middle() && slope.low() > slope.middle() / 3;
        return left.likelyHours() < NEAR && goesOn && !isDaily(hours, slope.middle(), level)
                ? Words.growing(Kind.EXHAUSTION, hours, level, slope.middle(), left, window)
                : null;
    }

    /** Whether it rose as fast at this time yesterday, and rising as far as it then did stays below the limit. */
    private static boolean isDaily(Hours hours, double pace, double level) {
        double[] values = hours.last(48);
        if (values.length == 0) {
            return false;
        }
        double highest = Arrays.stream(values, 24, 24 + NEAR).max().orElseThrow();
        return Trend.slope(Arrays.copyOfRange(values, 18, 24)).middle() > 0.6 * pace
                && level + 1.2 * (highest - values[23]) < hours.limit();
    }

    private static @Nullable LeakVerdict leak(Hours hours, double level) {
        int heldHoursAgo = held(hours);
        if (heldHoursAgo < 0) {
            return null;
        }
        Hours then = hours.earlier(heldHoursAgo);
        for (SteadyGrowth test : SteadyGrowth.values()) {
            Pace pace = test.pace(then);
            if (pace != null) {
                TimeLeft left = TimeLeft.of(
                        hours.limit() - level,
                        hours.limit() - hours.highest(24),
                        pace.low(),
                        pace.middle(),
                        pace.high());
                return Words.growing(Kind.LEAK, hours, level, pace.middle(), left, test.window());
            }
        }
        return null;
    }

    /** How long ago a claim last held, when it has not been withdrawn; otherwise -1. */
    private static int held(Hours hours) {
        // Every run of twelve hours that ended less than twelve hours ago has this one in it.
        if (!isSteady(hours.earlier(PERSISTENT - 1))) {
            return -1;
        }
        int inARow = 0;
        for (int ago = 0; ago < 2 * PERSISTENT - 1; ago++) {
            inARow = isSteady(hours.earlier(ago)) ? inARow + 1 : 0;
            if (inARow == PERSISTENT) {
                return ago - PERSISTENT + 1;
            }
        }
        return -1;
    }

    /** Whether any of the tests holds for the window that ends here. */
    static boolean isSteady(Hours hours) {
        for (SteadyGrowth test : SteadyGrowth.values()) {
            if (test.pace(hours) != null) {
                return true;
            }
        }
        return false;
    }
}
