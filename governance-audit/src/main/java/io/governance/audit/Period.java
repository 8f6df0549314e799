package io.governance.audit;

import io.governance.measure.BucketLayout;
import io.governance.measure.Histogram;
import java.time.Instant;

/**
 * What was measured of one operation in one period, all nodes added.
 *
 * @param responseTime nanoseconds of every call
 * @param allocation bytes of every call
 * @param queries of the calls that had any
 */
record Period(Instant from, Instant to, Histogram responseTime, Histogram allocation, Histogram queries, long errors) {

    static Period empty(Instant from, Instant to) {
        return new Period(
                from,
                to,
                Histogram.empty(BucketLayout.NANOSECONDS),
                Histogram.empty(BucketLayout.BYTES),
                Histogram.empty(BucketLayout.COUNT),
                0);
    }

    long calls() {
        return responseTime.count();
    }

    double errorRate() {
        return calls() == 0 ? Double.NaN : (double) errors / calls();
    }

    /** Quantile over all calls, those without a query included. */
    double queries(double share) {
        if (calls() == 0) {
            return Double.NaN;
        }
        long[] all = queries.toArray();
        all[0] += Math.max(0, calls() - queries.count());
        return Histogram.of(queries.layout(), all).quantile(share);
    }

    /** The larger of the two stretches of time, and all counts added. */
    Period plus(Period other) {
        return new Period(
                from.isBefore(other.from) ? from : other.from,
                to.isAfter(other.to) ? to : other.to,
                responseTime.plus(other.responseTime),
                allocation.plus(other.allocation),
                queries.plus(other.queries),
                errors + other.errors);
    }
}
