package io.governance.leak;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where objects end that stay alive, and after which collections its size is that of the live set. Collectors differ, as
 * was seen on JDK 17 and 25: G1 tells a collection that reached the old generation from others only by the pool's
 * collection usage (and sets that at concurrent pauses as well, where nothing was freed yet); ZGC and Shenandoah report
 * pauses, after which everything is 0; generational ZGC has minor cycles that leave old garbage alone.
 */
final class OldGeneration {
    private static final String CYCLE = "end of GC cycle";
    private static final String FULL = "end of major GC";
    private static final String YOUNG_OR_MIXED = "end of minor GC";

    /**
     * A collection, as the JVM reported it.
     *
     * @param collector such as {@code G1 Young Generation}
     * @param action such as {@code end of minor GC}
     */
    record Collection(
            String collector, String action, Map<String, MemoryUsage> before, Map<String, MemoryUsage> after) {}

    private final MemoryPoolMXBean pool;
    private final List<String> heap;

    private OldGeneration(MemoryPoolMXBean pool, List<String> heap) {
        this.pool = pool;
        this.heap = heap;
    }

    /** Returns the one of this JVM; empty for a collector that has none by a known name. */
    static Optional<OldGeneration> find() {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        List<String> heap = pools.stream().map(MemoryPoolMXBean::getName).toList();
        return pools.stream()
                .filter(pool -> isOld(pool.getName()))
                .findFirst()
                .map(pool -> new OldGeneration(pool, heap));
    }

    static boolean isOld(String pool) {
        return pool.endsWith("Old Gen")
                || pool.equals("Tenured Gen")
                || pool.equals("ZHeap")
                || pool.equals("ZGC Old Generation")
                || pool.equals("Shenandoah");
    }

    /** How much it may hold at most; the whole heap where it has no bound of its own. */
    long limitBytes() {
        long most = pool.getUsage().getMax();
        return most > 0 ? most : Runtime.getRuntime().maxMemory();
    }

    /** Live bytes after a collection that reached it. */
    OptionalLong liveAfter(Collection collection) {
        MemoryUsage usage = pool.getCollectionUsage();
        return liveAfter(pool.getName(), collection, usage == null ? -1 : usage.getUsed());
    }

    static OptionalLong liveAfter(String pool, Collection collection, long collectionUsage) {
        MemoryUsage after = collection.after().get(pool);
        if (after == null) {
            return OptionalLong.empty();
        }
        boolean hasReachedIt = switch (pool) {
            case "ZHeap", "Shenandoah" -> collection.action().equals(CYCLE);
            case "ZGC Old Generation" ->
                collection.action().equals(CYCLE) && collection.collector().startsWith("ZGC Major");
            default ->
                collection.action().equals(FULL)
                        || (after.getUsed() == collectionUsage
                                && List.of(YOUNG_OR_MIXED, CYCLE).contains(collection.action()));
        };
        return hasReachedIt ? OptionalLong.of(after.getUsed()) : OptionalLong.empty();
    }

    /** What the whole heap held before. */
    long heapBefore(Collection collection) {
        return collection.before().entrySet().stream()
                .filter(entry -> heap.contains(entry.getKey()))
                .mapToLong(entry -> entry.getValue().getUsed())
                .sum();
    }
}
