package io.governance.instance;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Bytes that all threads have allocated since the start. Used by one thread.
 *
 * <p>JDK 21 and the later updates of 17 count them. Before, they are added up from the threads that live: what a thread
 * allocates after its last reading is missed. Virtual threads are counted with the threads that carry them.
 */
final class AllocatedBytes {
    private final DoubleSupplier total;

    private AllocatedBytes(DoubleSupplier total) {
        this.total = total;
    }

    static AllocatedBytes ofProcess() {
        if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads)
                || !threads.isThreadAllocatedMemorySupported()
                || !threads.isThreadAllocatedMemoryEnabled()) {
            return new AllocatedBytes(() -> Double.NaN);
        }
        try {
            Method counted = com.sun.management.ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
            AllocatedBytes exact = new AllocatedBytes(() -> call(counted, threads));
            if (exact.read() > 0) {
                return exact;
            }
        } catch (NoSuchMethodException e) {
            return addedUp(threads);
        }
        return addedUp(threads);
    }

    static AllocatedBytes addedUp(com.sun.management.ThreadMXBean threads) {
        Sum sum = new Sum();
        return new AllocatedBytes(() -> {
            long[] ids = threads.getAllThreadIds();
            return sum.add(ids, threads.getThreadAllocatedBytes(ids));
        });
    }

    double read() {
        return total.getAsDouble();
    }

    private static double call(Method counted, Object threads) {
        try {
            long bytes = (Long) counted.invoke(threads);
            return bytes < 0 ? Double.NaN : bytes;
        } catch (ReflectiveOperationException e) {
            return Double.NaN; // present in the interface, not in this JVM
        }
    }

    /** Keeps no more than the threads that live now. */
    static final class Sum {
        private Map<Long, Long> last = new HashMap<>();
        private double total;

        /** Adds what each thread allocated since the last time; a negative count is that of a thread that just ended. */
        double add(long[] ids, long[] bytes) {
            Map<Long, Long> now = new HashMap<>();
            for (int i = 0; i < ids.length; i++) {
                if (bytes[i] >= 0) {
                    now.put(ids[i], bytes[i]);
                    total += Math.max(0, bytes[i] - last.getOrDefault(ids[i], 0L));
                }
            }
            last = now;
            return total;
        }
    }
}
