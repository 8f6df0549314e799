package io.governance.cache;

/**
 * What a cache has counted since it was built. Immutable; two of them subtract to a period.
 *
 * @param callHits look-ups answered by what the same call had read before
 * @param processHits look-ups answered by the process's level
 * @param misses look-ups that needed a load, their own or one that was under way
 * @param joinedLoads misses that waited for a load under way
 * @param loads runs of the loader; one bulk load counts once
 * @param loadFailures runs of the loader that threw
 * @param outdatedLoads loads whose value was not kept, since their key was invalidated or put while they ran
 * @param invalidations keys invalidated, and times the cache was cleared
 * @param sizeEvictions values that had to go because the cache was full
 * @param expirations values that had to go because their time to live was over
 * @param callOverflows values that a call could not keep, since it had reached its limit
 * @param size values in the process's level now, about; expired ones may be among them
 */
public record CacheStats(
        long callHits,
        long processHits,
        long misses,
        long joinedLoads,
        long loads,
        long loadFailures,
        long outdatedLoads,
        long invalidations,
        long sizeEvictions,
        long expirations,
        long callOverflows,
        long size) {

    /** Returns the number of look-ups. */
    public long gets() {
        return callHits + processHits + misses;
    }

    /** Returns the share of look-ups that a level answered; {@code NaN} without any. */
    public double hitRate() {
        return gets() == 0 ? Double.NaN : (double) (callHits + processHits) / gets();
    }

    /** Returns what was counted since an earlier moment; the size is that of now. */
    public CacheStats since(CacheStats earlier) {
        return new CacheStats(
                callHits - earlier.callHits,
                processHits - earlier.processHits,
                misses - earlier.misses,
                joinedLoads - earlier.joinedLoads,
                loads - earlier.loads,
                loadFailures - earlier.loadFailures,
                outdatedLoads - earlier.outdatedLoads,
                invalidations - earlier.invalidations,
                sizeEvictions - earlier.sizeEvictions,
                expirations - earlier.expirations,
                callOverflows - earlier.callOverflows,
                size);
    }
}
