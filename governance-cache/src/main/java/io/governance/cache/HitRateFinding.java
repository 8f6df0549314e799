package io.governance.cache;

import io.governance.judge.Examination;
import io.governance.judge.Finding;
import io.governance.judge.Level;
import io.governance.judge.Reading;
import io.governance.measure.Signal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Holds the hit rate of a cache against the policy, and says which level answered and why values were missing. */
final class HitRateFinding {
    private HitRateFinding() {}

    static void examine(Examination.Draft draft, String name, long maximumSize, CacheStats counted) {
        String subject = "cache " + name;
        String remedy = remedy(counted, maximumSize);
        Reading reading = draft.reading(Signal.CACHE_HIT_RATE, subject, counted.hitRate(), counted.gets(), remedy);
        if (reading.level().isAtLeast(Level.INFO)) {
            draft.finding(new Finding(
                    Signal.CACHE_HIT_RATE.name(),
                    subject,
                    reading.level(),
                    "cache hit rate of " + subject + " is " + percent(counted.hitRate()) + " over five minutes, below"
                            + " the " + reading.level().name().toLowerCase(Locale.ROOT) + " line of "
                            + percent(draft.policy()
                                    .threshold(Signal.CACHE_HIT_RATE)
                                    .line(reading.level())),
                    null,
                    evidence(counted, maximumSize),
                    remedy));
        }
        if (counted.callOverflows() > 0) {
            draft.finding(new Finding(
                    "CACHE_CALL_LIMIT",
                    subject,
                    Level.INFO,
                    "calls read more than " + CallLevel.LIMIT + " values; " + counted.callOverflows() + " of " + subject
                            + " were not kept for the call",
                    null,
                    Map.of("values not kept", Long.toString(counted.callOverflows())),
                    "split the call, or build the cache with perCall(false) when its calls are long-running jobs"));
        }
    }

    private static Map<String, String> evidence(CacheStats counted, long maximumSize) {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("look-ups", Long.toString(counted.gets()));
        evidence.put("hits of the call level", share(counted.callHits(), counted.gets()));
        evidence.put("hits of the process level", share(counted.processHits(), counted.gets()));
        evidence.put("misses", share(counted.misses(), counted.gets()));
        evidence.put("loads", Long.toString(counted.loads()));
        evidence.put("failed loads", Long.toString(counted.loadFailures()));
        evidence.put("evicted for size", Long.toString(counted.sizeEvictions()));
        evidence.put("expired", Long.toString(counted.expirations()));
        evidence.put("invalidated", Long.toString(counted.invalidations()));
        evidence.put("values", counted.size() + " of " + maximumSize);
        return evidence;
    }

    /** A miss has one of few causes, and the largest count names it. */
    private static String remedy(CacheStats counted, long maximumSize) {
        long half = Math.max(1, counted.misses() / 2);
        if (counted.loadFailures() >= half) {
            return "repair the loader: failed loads are not kept";
        }
        if (counted.sizeEvictions() >= half) {
            return "raise maximumSize above " + maximumSize + ": values go because the cache is full";
        }
        if (counted.invalidations() >= half) {
            return "invalidate fewer keys: values go because they are invalidated";
        }
        if (counted.expirations() >= half) {
            return "lengthen the ttl if the data allows it: values expire before they are read again";
        }
        return "most missing keys were asked for the first time: load them ahead, or do without this cache";
    }

    private static String share(long part, long all) {
        return part + " (" + percent((double) part / all) + ")";
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", ratio * 100);
    }
}
