package io.governance.flags.statistics;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Simulated calls: lognormal latencies in buckets, a fair use of the coin, and tables that grow. */
final class Traffic {
    private static final int BUCKETS = 866;
    private static final int CENTRE = 457;
    private static final double BUCKETS_PER_E = 32.0 / Math.log(2.0);

    private final SplittableRandom random;
    private final double share;
    private final double factorOfNew;
    private final double errorsOfNew;
    private final double sigma = 0.5;
    private final long[] old = new long[BUCKETS];
    private final long[] fresh = new long[BUCKETS];
    private final long[] errors = new long[2];

    Traffic(long seed, double share, double factorOfNew, double errorsOfNew) {
        this.random = new SplittableRandom(seed);
        this.share = share;
        this.factorOfNew = factorOfNew;
        this.errorsOfNew = errorsOfNew;
    }

    /** Runs more calls; {@code load} multiplies the latency of both sides. */
    void run(int calls, double load) {
        for (int i = 0; i < calls; i++) {
            boolean isNew = random.nextDouble() < share;
            double latency = load * (isNew ? factorOfNew : 1.0) * Math.exp(sigma * random.nextGaussian());
            int bucket = CENTRE + (int) Math.round(BUCKETS_PER_E * Math.log(latency));
            (isNew ? fresh : old)[Math.min(Math.max(bucket, 0), BUCKETS - 1)]++;
            if (random.nextDouble() < (isNew ? errorsOfNew : 0.001)) {
                errors[isNew ? 1 : 0]++;
            }
        }
    }

    Slice slice() {
        return slice(0);
    }

    Slice slice(int baseline) {
        return Slice.builder(share)
                .baseline(baseline)
                .table(Judge.LATENCY, old, fresh)
                .errors(errors[0], errors[1])
                .build();
    }

    /** Returns latencies of the old side, to freeze scores from. */
    static Map<Integer, Long> baseline(long seed) {
        Traffic traffic = new Traffic(seed, 0.0, 1.0, 0.0);
        traffic.run(2_000, 1.0);
        Map<Integer, Long> baseline = new HashMap<>();
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            baseline.put(bucket, traffic.old[bucket]);
        }
        return baseline;
    }
}
