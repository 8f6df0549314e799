package io.governance.instance;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import io.governance.measure.Time;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** Listens to the collectors, on the JVM's own notification thread; their times have a resolution of a millisecond. */
final class CollectionListener implements NotificationListener, AutoCloseable {
    private static final double MILLI = 1e6;

    private final Time time;
    private final PauseLog pauses;
    private final LiveSet liveSet;
    private final List<NotificationEmitter> listenedTo = new CopyOnWriteArrayList<>();
    private final List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    private final @Nullable MemoryPoolMXBean old =
            heap.stream().filter(pool -> isOld(pool.getName())).findFirst().orElse(null);

    CollectionListener(Time time, PauseLog pauses, LiveSet liveSet) {
        this.time = time;
        this.pauses = pauses;
        this.liveSet = liveSet;
    }

    void listen() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(this, null, null);
                listenedTo.add(emitter);
            }
        }
    }

    @Override
    public void close() {
        for (NotificationEmitter emitter : listenedTo) {
            try {
                emitter.removeNotificationListener(this);
            } catch (ListenerNotFoundException e) {
                throw new IllegalStateException("somebody else removed the listener", e);
            }
        }
        listenedTo.clear();
    }

    @Override
    public void handleNotification(Notification notification, @Nullable Object handback) {
        if (notification.getUserData() instanceof CompositeData data
                && notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            collected(GarbageCollectionNotificationInfo.from(data));
        }
    }

    private void collected(GarbageCollectionNotificationInfo collection) {
        GcInfo info = collection.getGcInfo();
        long sinceEnd = ManagementFactory.getRuntimeMXBean().getUptime() - info.getEndTime();
        long endNanos = time.nanos() - Math.round(Math.max(0, sinceEnd) * MILLI);
        long nanos = Math.round(info.getDuration() * MILLI);
        if (isCycle(collection.getGcAction())) {
            pauses.ranBeside(nanos);
        } else {
            String what = collection.getGcName() + " (" + collection.getGcCause() + ")";
            pauses.paused(new Pause(what, endNanos - nanos, endNanos));
        }
        MemoryUsage afterCollection = old == null ? null : old.getCollectionUsage();
        liveSet.collected(
                collection.getGcName(),
                collection.getGcAction(),
                usedAfter(info),
                afterCollection == null ? Double.NaN : afterCollection.getUsed());
    }

    private Map<String, Long> usedAfter(GcInfo info) {
        Map<String, Long> used = new HashMap<>();
        heap.forEach(pool -> {
            MemoryUsage after = info.getMemoryUsageAfterGc().get(pool.getName());
            if (after != null) {
                used.put(pool.getName(), after.getUsed());
            }
        });
        return used;
    }

    /** ZGC and Shenandoah report their cycles, during which the application runs, beside their pauses. */
    static boolean isCycle(String action) {
        return action.equals("end of GC cycle");
    }

    private static boolean isOld(String pool) {
        return pool.equals("Tenured Gen") || (pool.endsWith("Old Gen") && !pool.startsWith("Shenandoah"));
    }
}
