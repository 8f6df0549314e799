package io.governance.entry;

import io.governance.measure.Histogram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What was added to counts that only grow during the last five minutes: the difference to a reading of that age.
 *
 * <p>Reads when it is asked, and keeps a reading for every five seconds. Thread-safe; never on a hot path.
 */
final class LastFiveMinutes {
    private static final long LENGTH = TimeUnit.MINUTES.toNanos(5);
    private static final long STEP = TimeUnit.SECONDS.toNanos(5);

    private final Supplier<Totals> source;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private final Totals start;

    /** Counts at one moment, each only growing. */
    record Totals(List<Histogram> histograms, List<Long> counts) {
        Totals since(Totals earlier) {
            List<Histogram> differences = new ArrayList<>();
            for (int i = 0; i < histograms.size(); i++) {
                differences.add(histograms.get(i).minus(earlier.histograms.get(i)));
            }
            List<Long> more = new ArrayList<>();
            for (int i = 0; i < counts.size(); i++) {
                more.add(counts.get(i) - earlier.counts.get(i));
            }
            return new Totals(differences, more);
        }
    }

    private record Reading(long atNanos, Totals totals) {}

    LastFiveMinutes(Supplier<Totals> source) {
        this.source = source;
        this.start = source.get();
    }

    /** Returns the difference between now and five minutes ago, or the beginning if that is later. */
    synchronized Totals at(long nowNanos) {
        Totals now = source.get();
        Reading last = readings.peekLast();
        if (last == null || nowNanos - last.atNanos >= STEP) {
            readings.addLast(new Reading(nowNanos, now));
        }
        Totals before = start;
        if (isOld(readings.getFirst(), nowNanos)) {
            before = readings.getFirst().totals;
        }
        while (readings.size() > 1 && isOld(second(), nowNanos)) {
            readings.removeFirst();
            before = readings.getFirst().totals;
        }
        return now.since(before);
    }

    private Reading second() {
        java.util.Iterator<Reading> all = readings.iterator();
        all.next();
        return all.next();
    }

    private static boolean isOld(Reading reading, long nowNanos) {
        return nowNanos - reading.atNanos >= LENGTH;
    }
}
