package io.governance.leak;

import io.governance.judge.Level;
import org.jspecify.annotations.Nullable;

/**
 * What the live set of an instance looks like, and from what that was concluded. Immutable.
 *
 * @param kind what it looks like
 * @param levelBytes live bytes of the last hour that is known; {@code NaN} without evidence
 * @param bytesPerHour how fast they grow, negative when they shrink; {@code NaN} when the kind claims no rate
 * @param timeLeft until the limit is reached at that rate; null when it is not approached
 * @param windows which hours were looked at, in words
 * @param samples how many collections that was
 * @param summary one sentence with the figures
 * @param refutedBy what would show that it is something else
 */
public record LeakVerdict(
        Kind kind,
        double levelBytes,
        double bytesPerHour,
        @Nullable TimeLeft timeLeft,
        String windows,
        long samples,
        String summary,
        String refutedBy) {

    /** What a live set can look like, from nothing to say to worst. */
    public enum Kind {
        /** Too few collections, or none for three days: not the same as no leak. */
        NO_EVIDENCE(Level.NO_DATA),
        /** It stays where it is. */
        STATIONARY(Level.ACCEPTABLE),
        /** The heap rises between collections and falls back, or the live set itself does; neither grows. */
        SAWTOOTH(Level.ACCEPTABLE),
        /** It follows the day and comes back. */
        DIURNAL(Level.ACCEPTABLE),
        /** It rose once, as after a deployment, and stayed there. */
        STEP(Level.ACCEPTABLE),
        /** It grows more and more slowly, as a cache that fills. */
        FILLING(Level.ACCEPTABLE),
        /** It grows; whether it will stop cannot be said yet. */
        GROWTH(Level.INFO),
        /** It grows steadily, for so long that no cache, day or deployment explains it. */
        LEAK(Level.WARNING),
        /** At its present rate the limit is reached within twelve hours, whatever the cause. */
        EXHAUSTION(Level.CRITICAL);

        private final Level level;

        Kind(Level level) {
            this.level = level;
        }

        /** Returns how urgent it is. */
        public Level level() {
            return level;
        }
    }

    /**
     * Hours until the limit is reached when growth goes on as in the windows.
     *
     * @param soonestHours at the fastest pace seen
     * @param likelyHours at the middle pace
     * @param latestHours at the slowest pace seen; infinite when that does not grow
     */
    public record TimeLeft(double soonestHours, double likelyHours, double latestHours) {
        /** A load that follows the day meets the limit at the height of a day: hence two distances. */
        static TimeLeft of(double bytesLeft, double bytesLeftAtHeight, double slow, double middle, double fast) {
            return new TimeLeft(
                    hours(bytesLeftAtHeight, fast), hours(bytesLeftAtHeight, middle), hours(bytesLeft, slow));
        }

        private static double hours(double bytes, double pace) {
            return pace > 0 ? Math.max(0, bytes) / pace : Double.POSITIVE_INFINITY;
        }
    }
}
