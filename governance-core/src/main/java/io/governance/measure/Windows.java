package io.governance.measure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The past of one operation as sparse differences, from which every window follows by adding.
 *
 * <p>Three rings: five seconds for five minutes, five minutes for an hour, an hour for a day. A missed turn (a pause of
 * the JVM) makes a longer difference, never an empty one. One thread adds, any thread reads.
 */
final class Windows {
    private static final long MINUTES_5 = Duration.ofMinutes(5).toNanos();
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Deque<Snapshot> fine = new ArrayDeque<>();
    private final Deque<Snapshot> middle = new ArrayDeque<>();
    private final Deque<Snapshot> coarse = new ArrayDeque<>();
    private final Map<Window, Snapshot> sums = new EnumMap<>(Window.class);
    private Snapshot last;
    private Snapshot lastMiddle;
    private Snapshot lastCoarse;

    Windows(Snapshot start) {
        this.last = start;
        this.lastMiddle = start;
        this.lastCoarse = start;
    }

    synchronized void add(Snapshot cumulative) {
        long now = cumulative.toNanos();
        sums.clear();
        keep(fine, cumulative.since(last), now - MINUTES_5);
        last = cumulative;
        if (now - lastMiddle.toNanos() >= MINUTES_5) {
            keep(middle, cumulative.since(lastMiddle), now - HOUR);
            lastMiddle = cumulative;
        }
        if (now - lastCoarse.toNanos() >= HOUR) {
            keep(coarse, cumulative.since(lastCoarse), now - Window.DAY.length().toNanos());
            lastCoarse = cumulative;
        }
    }

    /** Everything since the start, up to the last time something was added. */
    synchronized Snapshot collected() {
        return last;
    }

    /** Summing costs about a millisecond, so the sum is kept until the next difference comes. */
    synchronized Snapshot last(Window window, long now) {
        return sums.computeIfAbsent(window, asked -> sum(asked, now));
    }

    private Snapshot sum(Window window, long now) {
        long from = now - window.length().toNanos();
        return switch (window) {
            case MINUTE, FIVE_MINUTES -> sum(fine, from, last.none(now));
            case HOUR -> sum(middle, from, last.since(lastMiddle));
            case DAY -> sum(coarse, from, last.since(lastCoarse));
        };
    }

    private static void keep(Deque<Snapshot> ring, Snapshot difference, long oldest) {
        ring.addLast(difference);
        while (!ring.isEmpty() && ring.getFirst().toNanos() <= oldest) {
            ring.removeFirst();
        }
    }

    private static Snapshot sum(Deque<Snapshot> ring, long from, Snapshot open) {
        List<Snapshot> parts = new ArrayList<>();
        parts.add(open);
        for (Snapshot difference : ring) {
            if (difference.toNanos() > from) {
                parts.add(difference);
            }
        }
        return Snapshot.sum(parts);
    }
}
