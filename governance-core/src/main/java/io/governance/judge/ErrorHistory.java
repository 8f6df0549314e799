package io.governance.judge;

import io.governance.measure.Snapshot;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How many calls an operation had counted when, and how many of them had failed: enough to say what share failed in any period up to three
 * days, at most one step too long. At most 150 points of 24 bytes; an operation without a call keeps one.
 */
final class ErrorHistory {
    /**
     * Calls, and those that failed, counted from the start up to a moment.
     *
     * @param calls never fewer than at an earlier point
     */
    record Point(long atNanos, long calls, long failed) {
        Point since(Point earlier) {
            return new Point(atNanos, calls - earlier.calls, failed - earlier.failed);
        }

        /** Share of the calls that failed; {@code NaN} without a call. */
        double rate() {
            return calls == 0 ? Double.NaN : (double) failed / calls;
        }
    }

    /** Points one step apart, back to the first one that is as old as the length. */
    private static final class Ring {
        private final long stepNanos;
        private final long lengthNanos;
        private final Deque<Point> points = new ArrayDeque<>();

        Ring(Duration step, Duration length, Point start) {
            this.stepNanos = step.toNanos();
            this.lengthNanos = length.toNanos();
            points.add(start);
        }

        /** What did not change since the last point is said by that one. */
        void add(Point now) {
            Point last = points.getLast();
            if (now.atNanos - last.atNanos >= stepNanos && now.calls != last.calls) {
                points.addLast(now);
            }
            while (points.size() > 1 && secondNanos() <= now.atNanos - lengthNanos) {
                points.removeFirst();
            }
        }

        private long secondNanos() {
            return points.stream().skip(1).findFirst().orElseThrow().atNanos;
        }

        Point at(long nanos) {
            Point found = points.getFirst();
            for (Point point : points) {
                if (point.atNanos <= nanos) {
                    found = point;
                }
            }
            return found;
        }
    }

    private static final Duration FINE = Duration.ofHours(6);

    private final Ring fine;
    private final Ring coarse;
    private Point now;

    ErrorHistory(Snapshot sinceStart) {
        now = new Point(sinceStart.fromNanos(), 0, 0);
        fine = new Ring(Duration.ofMinutes(5), FINE, now);
        coarse = new Ring(Duration.ofHours(1), Duration.ofDays(3), now);
        add(sinceStart);
    }

    void add(Snapshot sinceStart) {
        now = new Point(sinceStart.toNanos(), sinceStart.calls(), sinceStart.failed());
        fine.add(now);
        coarse.add(now);
    }

    int size() {
        return fine.points.size() + coarse.points.size();
    }

    boolean hasFailures() {
        return now.failed > 0;
    }

    /** What came in a period that ends now: up to five minutes more for up to six hours, up to an hour more beyond. */
    Point last(Duration period) {
        Ring ring = period.compareTo(FINE) <= 0 ? fine : coarse;
        return now.since(ring.at(now.atNanos - period.toNanos()));
    }
}
