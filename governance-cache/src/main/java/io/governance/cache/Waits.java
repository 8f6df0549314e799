package io.governance.cache;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for which load, over all caches of one governance: loaders that need each other's keys are refused instead
 * of hanging.
 */
final class Waits {
    private static final int LONGEST_CIRCLE = 100;

    private final Map<Thread, Flight> waiting = new ConcurrentHashMap<>();

    /** Waits for a load of another thread. */
    Object await(Flight flight, String cache, Object key) throws Exception {
        Thread here = Thread.currentThread();
        waiting.put(here, flight); // before looking: of two that close a circle at once, one sees the other
        try {
            if (isCircle(here, flight)) {
                throw new IllegalStateException("cache '" + cache + "': the load of " + key + " waits for itself: its"
                        + " loader, or one that it calls, asks for the same key on " + here
                        + "; let the loader read the source instead of the cache");
            }
            return flight.join();
        } finally {
            waiting.remove(here);
        }
    }

    private boolean isCircle(Thread here, Flight first) {
        @Nullable Flight flight = first;
        for (int i = 0; i < LONGEST_CIRCLE && flight != null && !flight.hasLanded(); i++) {
            if (flight.owner() == here) {
                return true;
            }
            flight = waiting.get(flight.owner());
        }
        return false;
    }
}
