package io.governance.leak;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.governance.measure.Time;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * The edge: turns the JVM's notifications of collections into samples of the live set. Runs on the JVM's own
 * notification thread, never on one of the application; costs it a look at one memory pool for each collection.
 */
final class LiveSetSampler implements AutoCloseable {
    private final OldGeneration old;
    private final Time time;
    private final Consumer<LiveSets.Sample> samples;
    private final BiConsumer<String, Throwable> complaints;
    private final List<NotificationEmitter> emitters = new ArrayList<>();
    private final NotificationListener listener = this::hear;

    private LiveSetSampler(
            OldGeneration old, Time time, Consumer<LiveSets.Sample> samples, BiConsumer<String, Throwable> complaints) {
        this.old = old;
        this.time = time;
        this.samples = samples;
        this.complaints = complaints;
    }

    /** Listens from now on, until closed. */
    static LiveSetSampler start(
            OldGeneration old, Time time, Consumer<LiveSets.Sample> samples, BiConsumer<String, Throwable> complaints) {
        LiveSetSampler sampler = new LiveSetSampler(old, time, samples, complaints);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(sampler.listener, null, null);
                sampler.emitters.add(emitter);
            }
        }
        return sampler;
    }

    private void hear(Notification notification, Object nothing) {
        try {
            if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                hear(GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData()));
            }
        } catch (RuntimeException | Error e) {
            complaints.accept("a collection could not be read", e);
        }
    }

    private void hear(GarbageCollectionNotificationInfo info) {
        OldGeneration.Collection collection = new OldGeneration.Collection(
                info.getGcName(),
                info.getGcAction(),
                info.getGcInfo().getMemoryUsageBeforeGc(),
                info.getGcInfo().getMemoryUsageAfterGc());
        old.liveAfter(collection)
                .ifPresent(live -> samples.accept(new LiveSets.Sample(time.nanos(), live, old.heapBefore(collection))));
    }

    @Override
    public void close() {
        for (NotificationEmitter emitter : emitters) {
            try {
                emitter.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                complaints.accept("no longer listening to collections", e);
            }
        }
        emitters.clear();
    }
}
