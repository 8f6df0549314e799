package io.governance.instance;

import java.util.Map;

/**
 * What survived the last collection that says something about it: the memory that the application really holds.
 *
 * <p>With generations, the old one after a collection that cleaned it. G1 does not say which of its collections did
 * (mixed ones are reported like young ones), but only they change the usage after collection of its old pool; the
 * remark and cleanup pauses, which JDK 20 and later report as {@code G1 Concurrent GC}, change it too and clean
 * nothing. Collectors that run beside the application (ZGC, Shenandoah): the heap at the end of a cycle; the minor
 * cycles of the generational ZGC leave old garbage where it is.
 */
final class LiveSet {
    private volatile double bytes = Double.NaN;
    private double lastOld = Double.NaN;

    /** Returns the last sample in bytes; {@code NaN} while there was none, which never means that nothing leaks. */
    double bytes() {
        return bytes;
    }

    /**
     * Takes note of a collection.
     *
     * @param usedAfter bytes used after it, of the pools of the heap
     * @param oldAfterCollection what the old pool now reports as its usage after collection; {@code NaN} without one
     */
    synchronized void collected(
            String collector, String action, Map<String, Long> usedAfter, double oldAfterCollection) {
        if (Double.isNaN(oldAfterCollection)) {
            if (CollectionListener.isCycle(action) && !collector.contains("Minor")) {
                bytes = usedAfter.values().stream().mapToLong(Long::longValue).sum();
            }
            return;
        }
        boolean isChanged = Double.compare(oldAfterCollection, lastOld) != 0;
        lastOld = oldAfterCollection;
        if (isChanged && oldAfterCollection > 0 && !collector.equals("G1 Concurrent GC")) {
            bytes = oldAfterCollection;
        }
    }
}
