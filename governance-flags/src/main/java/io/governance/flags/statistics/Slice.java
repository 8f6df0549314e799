package io.governance.flags.statistics;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What both sides recorded during one period with one share of the new side: the judge's input, in the order of time.
 *
 * <p>A call belongs to the slice that was current when its coin was tossed. A new slice starts at every change of the
 * share and at least once an hour; the list only grows, and a period without calls is a slice all the same. Late rows
 * are added to the slice they belong to. Pass the same object again for a slice that has not changed: what the judge
 * computed from it is then kept.
 *
 * <p>Immutable, thread-safe. Counts are 0 to 2^53; anything else is refused with {@link IllegalArgumentException}.
 */
public final class Slice {
    private final double share;
    private final boolean judged;
    private final int multiplicity;
    private final int baseline;
    private final Map<String, Arms<Cells>> tables;
    private final Arms<Long> errors;
    private final Arms<Long> done;
    private final Arms<Long> assigned;
    private final Map<Bet, double[]> remembered = new ConcurrentHashMap<>();

    private Slice(Builder builder, Arms<Long> done, Arms<Long> assigned) {
        this.share = builder.share;
        this.judged = builder.judged;
        this.multiplicity = builder.multiplicity;
        this.baseline = builder.baseline;
        this.tables = Map.copyOf(builder.tables);
        this.errors = builder.errors;
        this.done = done;
        this.assigned = assigned;
    }

    /** Starts a slice in which the coin gave each call to the new side with this probability, from 0 to 1. */
    public static Builder builder(double shareOfNew) {
        return new Builder(shareOfNew);
    }

    /** Returns the sum of the rows of two nodes for the same slice; the order of adding does not matter. */
    public Slice plus(Slice other) {
        if (share != other.share
                || judged != other.judged
                || multiplicity != other.multiplicity
                || baseline != other.baseline) {
            throw new IllegalArgumentException("slices of different periods cannot be added: shares " + share + " and "
                    + other.share + ", judged " + judged + " and " + other.judged + ", multiplicity " + multiplicity
                    + " and " + other.multiplicity + ", baseline " + baseline + " and " + other.baseline);
        }
        Builder sum = builder(share).judged(judged).multiplicity(multiplicity).baseline(baseline);
        sum.tables.putAll(tables);
        other.tables.forEach((metric, table) -> sum.tables.merge(
                metric,
                table,
                (a, b) ->
                        new Arms<>(a.ofOld().plus(metric, b.ofOld()), a.ofNew().plus(metric, b.ofNew()))));
        return sum.errors(errors.ofOld() + other.errors.ofOld(), errors.ofNew() + other.errors.ofNew())
                .done(done.ofOld() + other.done.ofOld(), done.ofNew() + other.done.ofNew())
                .assigned(assigned.ofOld() + other.assigned.ofOld(), assigned.ofNew() + other.assigned.ofNew())
                .build();
    }

    double share() {
        return share;
    }

    /** Shares of 0 and 1 toss no coin: nothing is compared. */
    boolean isCompared() {
        return 0.0 < share && share < 1.0;
    }

    boolean isJudged() {
        return judged;
    }

    int multiplicity() {
        return multiplicity;
    }

    int baseline() {
        return baseline;
    }

    boolean has(String metric) {
        return tables.containsKey(metric);
    }

    Arms<Cells> cells(String metric) {
        return tables.getOrDefault(metric, Builder.NO_CELLS);
    }

    Arms<Long> errors() {
        return errors;
    }

    Arms<Long> done() {
        return done;
    }

    Arms<Long> assigned() {
        return assigned;
    }

    long unfinishedOfNew() {
        return Math.max(0, assigned.ofNew() - done.ofNew());
    }

    double[] remember(Bet bet, Function<Slice, double[]> logs) {
        return remembered.computeIfAbsent(bet, unused -> logs.apply(this));
    }

    /** Collects the counts of a slice. Not thread-safe. */
    public static final class Builder {
        private static final Arms<Cells> NO_CELLS = new Arms<>(Cells.NONE, Cells.NONE);

        private final double share;
        private final Map<String, Arms<Cells>> tables = new HashMap<>();
        private boolean judged = true;
        private int multiplicity = 1;
        private int baseline = 0;
        private Arms<Long> errors = new Arms<>(0L, 0L);
        private @Nullable Arms<Long> done;
        private @Nullable Arms<Long> assigned;

        private Builder(double share) {
            if (!(share >= 0.0 && share <= 1.0)) {
                throw new IllegalArgumentException("share of the new side: " + share + ", expected 0 to 1");
            }
            this.share = share;
        }

        /** Whether calls are compared by their tables; false for a warm-up, where only errors and coins count. */
        public Builder judged(boolean isJudged) {
            this.judged = isJudged;
            return this;
        }

        /** The largest number of counted calls one coin can decide: 1 unless keys stick and reach several nodes. */
        public Builder multiplicity(int callsPerCoin) {
            if (callsPerCoin < 1) {
                throw new IllegalArgumentException("calls per coin: " + callsPerCoin + ", expected 1 or more");
            }
            this.multiplicity = callsPerCoin;
            return this;
        }

        /** Which of the judge's baselines was frozen for this slice, before it began; the first, 0, unless said. */
        public Builder baseline(int index) {
            if (index < 0) {
                throw new IllegalArgumentException("baseline: " + index + ", expected 0 or more");
            }
            this.baseline = index;
            return this;
        }

        /** The calls of each side by bucket; the metric is {@link Judge#LATENCY} or one of the settings. */
        public Builder table(String metric, Map<Integer, Long> ofOld, Map<Integer, Long> ofNew) {
            return table(metric, Cells.of(metric + " of old", ofOld), Cells.of(metric + " of new", ofNew));
        }

        /** The same from tables which have one count for each bucket. The arrays are copied. */
        public Builder table(String metric, long[] ofOld, long[] ofNew) {
            return table(metric, Cells.of(metric + " of old", ofOld), Cells.of(metric + " of new", ofNew));
        }

        private Builder table(String metric, Cells ofOld, Cells ofNew) {
            tables.put(metric, new Arms<>(ofOld, ofNew));
            return this;
        }

        /** Calls that ended in a failure. */
        public Builder errors(long ofOld, long ofNew) {
            this.errors = checked("errors", ofOld, ofNew);
            return this;
        }

        /** Calls that ended, warm-up calls included; without this, the calls in the latency tables. */
        public Builder done(long ofOld, long ofNew) {
            this.done = checked("done", ofOld, ofNew);
            return this;
        }

        /** Coins tossed; without this, the calls that ended. */
        public Builder assigned(long ofOld, long ofNew) {
            this.assigned = checked("assigned", ofOld, ofNew);
            return this;
        }

        /** Returns the slice; refuses more errors than calls. */
        public Slice build() {
            Arms<Cells> latency = tables.getOrDefault(Judge.LATENCY, NO_CELLS);
            Arms<Long> ended = done != null
                    ? done
                    : new Arms<>(latency.ofOld().total(), latency.ofNew().total());
            if (errors.ofOld() > ended.ofOld() || errors.ofNew() > ended.ofNew()) {
                throw new IllegalArgumentException("more errors than ended calls: errors of old " + errors.ofOld()
                        + " in " + ended.ofOld() + ", of new " + errors.ofNew() + " in " + ended.ofNew()
                        + "; count a call as done before it counts as failed");
            }
            return new Slice(this, ended, assigned != null ? assigned : ended);
        }

        private static Arms<Long> checked(String what, long ofOld, long ofNew) {
            return new Arms<>(Cells.checkedCount(what + " of old", ofOld), Cells.checkedCount(what + " of new", ofNew));
        }
    }
}
