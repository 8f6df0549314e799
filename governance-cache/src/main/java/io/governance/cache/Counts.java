package io.governance.cache;

import java.util.concurrent.atomic.LongAdder;

/** What one cache counts. */
final class Counts {
    final LongAdder callHits = new LongAdder();
    final LongAdder processHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder joinedLoads = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder loadFailures = new LongAdder();
    final LongAdder outdatedLoads = new LongAdder();
    final LongAdder invalidations = new LongAdder();
    final LongAdder sizeEvictions = new LongAdder();
    final LongAdder expirations = new LongAdder();
    final LongAdder callOverflows = new LongAdder();

    CacheStats stats(long size) {
        return new CacheStats(
                callHits.sum(),
                processHits.sum(),
                misses.sum(),
                joinedLoads.sum(),
                loads.sum(),
                loadFailures.sum(),
                outdatedLoads.sum(),
                invalidations.sum(),
                sizeEvictions.sum(),
                expirations.sum(),
                callOverflows.sum(),
                size);
    }
}
