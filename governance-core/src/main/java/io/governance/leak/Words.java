package io.governance.leak;

import io.governance.leak.LeakVerdict.Kind;
import io.governance.leak.LeakVerdict.TimeLeft;
import java.util.Locale;

/** Puts verdicts into words: the figure, the windows it stands on, and what would refute it. */
final class Words {
    private static final double NONE = Double.NaN;

    private Words() {}

    static LeakVerdict noEvidence(Hours hours, boolean isSilent) {
        String why = isSilent
                ? "no collection of the old generation for 72 h"
                : "too few collections of the old generation to say anything";
        return new LeakVerdict(
                Kind.NO_EVIDENCE,
                NONE,
                NONE,
                null,
                "the last " + hours.known() + " h",
                hours.samples(LiveSets.HOURS),
                why + ": this is not the same as no leak",
                "more collections; an explicit one on a node out of rotation gives a sample at once");
    }

    static LeakVerdict stationary(Hours hours, double level, int window) {
        return steady(
                Kind.STATIONARY,
                hours,
                level,
                window,
                "the live set stays at about " + megabytes(level),
                "growth over the next days");
    }

    static LeakVerdict garbage(Hours hours, double level, double peak, int window) {
        return steady(
                Kind.SAWTOOTH,
                hours,
                level,
                window,
                "the heap rises to " + megabytes(peak) + " and falls back at each collection to a live set of about "
                        + megabytes(level) + ", which does not grow",
                "a live set that is higher after each of the next days");
    }

    static LeakVerdict saw(Hours hours, double level, double height, int window) {
        return steady(
                Kind.SAWTOOTH,
                hours,
                level,
                window,
                "the live set rises and falls back by about " + megabytes(height) + " again and again",
                "a fall that does not come");
    }

    static LeakVerdict diurnal(Hours hours, double level, double swing, int window) {
        return steady(
                Kind.DIURNAL,
                hours,
                level,
                window,
                "the live set follows the day: it swings by " + megabytes(swing) + " and comes back",
                "a third day that does not come back to where the first began");
    }

    static LeakVerdict step(Hours hours, double level, SingleStep step, int window) {
        int hoursAgo = window - step.at();
        return steady(
                Kind.STEP,
                hours,
                level,
                window,
                "the live set rose once, by " + megabytes(step.height()) + " about " + hoursAgo
                        + " h ago, and stayed there",
                "further steps without a deployment or a newly filled cache");
    }

    static LeakVerdict filling(Hours hours, double level, double plateau, int window) {
        boolean isBeyond = plateau > hours.limit();
        return steady(
                Kind.FILLING,
                hours,
                level,
                window,
                "the live set grows more and more slowly, as a cache that fills: it would end at about "
                        + megabytes(plateau)
                        + (isBeyond ? ", beyond the limit of " + megabytes(hours.limit()) : ""),
                "growth that stops slowing down");
    }

    static LeakVerdict growing(
            Kind kind, Hours hours, double level, double bytesPerHour, TimeLeft left, int windowHours) {
        String rate = megabytes(bytesPerHour) + " an hour ("
                + String.format(Locale.ROOT, "%.2f %%", 100 * bytesPerHour / level) + ")";
        String until = "; the limit of " + megabytes(hours.limit()) + " is reached in " + range(left);
        int window = windowHours == 0 ? hours.known() : windowHours;
        long samples = hours.samples(kind == Kind.LEAK ? window + 12 : window);
        return switch (kind) {
            case EXHAUSTION ->
                new LeakVerdict(
                        kind,
                        level,
                        bytesPerHour,
                        left,
                        "the last " + window + " h",
                        samples,
                        "the live set is " + megabytes(level) + " and grows by " + rate + until
                                + ", whatever the cause",
                        "growth that stops: a cache that reaches its bound, a batch that ends");
            case LEAK ->
                new LeakVerdict(
                        kind,
                        level,
                        bytesPerHour,
                        left,
                        "the last " + window + " h, at each of 12 h in a row",
                        samples,
                        "the live set has been growing steadily by " + rate + until,
                        "a day without growth under the same load; a bounded cache that accounts for it");
            default ->
                new LeakVerdict(
                        kind,
                        level,
                        bytesPerHour,
                        left,
                        "the last " + window + " h",
                        samples,
                        "the live set grows by " + rate
                                + "; whether it will stop, as a cache or a day does, cannot be said yet" + until
                                + " if not",
                        "growth that slows down or turns within the next two days");
        };
    }

    private static LeakVerdict steady(
            Kind kind, Hours hours, double level, int window, String summary, String refutedBy) {
        return new LeakVerdict(
                kind, level, NONE, null, "the last " + window + " h", hours.samples(window), summary, refutedBy);
    }

    static String megabytes(double bytes) {
        return String.format(Locale.ROOT, bytes < 10 * (1 << 20) ? "%.2f MB" : "%.0f MB", bytes / (1 << 20));
    }

    private static String range(TimeLeft left) {
        String latest = Double.isInfinite(left.latestHours())
                ? "or more"
                : "to " + String.format(Locale.ROOT, "%.0f h", left.latestHours());
        return String.format(Locale.ROOT, "about %.0f h (%.0f h ", left.likelyHours(), left.soonestHours()) + latest
                + ")";
    }
}
