package io.governance.entry;

import io.governance.measure.BucketLayout;
import io.governance.measure.Recorder;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What was repeated inside the calls of one outermost operation; counts that only grow. */
final class RecomputationTable {
    private final String root;
    private final Recorder repeats = new Recorder(BucketLayout.COUNT);
    private final LongAdder calls = new LongAdder();
    private final LongAdder total = new LongAdder();
    private final LongAdder wastedNanos = new LongAdder();
    private final LongAdder incomplete = new LongAdder();
    private final LastFiveMinutes window = new LastFiveMinutes(this::read);

    RecomputationTable(String root) {
        this.root = root;
    }

    /** Counts one outermost call that used the operation. */
    void add(long timesAgain, long nanos, boolean isIncomplete) {
        calls.increment();
        if (timesAgain > 0) {
            repeats.add(timesAgain);
            total.add(timesAgain);
            wastedNanos.add(nanos);
        }
        if (isIncomplete) {
            incomplete.increment();
        }
    }

    private LastFiveMinutes.Totals read() {
        return new LastFiveMinutes.Totals(
                List.of(repeats.read()), List.of(calls.sum(), total.sum(), wastedNanos.sum(), incomplete.sum()));
    }

    String root() {
        return root;
    }

    Seen last(long nowNanos) {
        LastFiveMinutes.Totals last = window.at(nowNanos);
        return new Seen(
                last.histograms().get(0).count(),
                last.histograms().get(0).quantile(1),
                last.counts().get(0),
                last.counts().get(1),
                last.counts().get(2),
                last.counts().get(3));
    }

    /**
     * What five minutes held.
     *
     * @param callsWithRepeats outermost calls in which something was repeated
     * @param most repeats in one of them
     * @param calls outermost calls that used the operation
     * @param repeats all repeats
     * @param wastedNanos time that they took
     * @param incomplete calls with more arguments than are remembered
     */
    record Seen(long callsWithRepeats, double most, long calls, long repeats, long wastedNanos, long incomplete) {}
}
