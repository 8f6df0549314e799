package io.governance.instance;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Shows the last snapshot to Micrometer; a figure without data is {@code NaN} there too. */
final class InstanceMeters {
    private static final String PREFIX = "governance.instance.";
    private static final String BYTES = "bytes";

    private final MeterRegistry registry;
    private final Instance instance;

    private InstanceMeters(MeterRegistry registry, Instance instance) {
        this.registry = registry;
        this.instance = instance;
    }

    static void bind(MeterRegistry registry, Instance instance) {
        InstanceMeters meters = new InstanceMeters(registry, instance);
        meters.processors();
        meters.memory();
        meters.collections();
        meters.rest();
    }

    private void processors() {
        gauge(
                "cpu.share",
                null,
                "CPU time over elapsed time and limit",
                s -> s.cpu().share());
        gauge(
                "cpu.limit",
                "processors",
                "processors that may be used",
                s -> s.cpu().limit());
        gauge(
                "cpu.throttled",
                null,
                "share of periods in which the quota held the process back",
                s -> s.cpu().throttledPeriods());
        Gauge.builder(PREFIX + "cpu.attributed", instance, i -> i.attribution().cpuShare())
                .description("share of the CPU time that calls of operations explain")
                .register(registry);
        Gauge.builder(
                        PREFIX + "allocation.attributed",
                        instance,
                        i -> i.attribution().allocationShare())
                .description("share of the allocated bytes that calls of operations explain")
                .register(registry);
    }

    private void memory() {
        gauge(
                "memory.resident",
                BYTES,
                "as the kernel counts the process",
                s -> s.memory().resident());
        gauge(
                "memory.heap.committed",
                BYTES,
                "taken from the kernel for the heap",
                s -> s.memory().heapCommitted());
        gauge(
                "memory.live",
                BYTES,
                "survived the last telling collection",
                s -> s.memory().live());
        gauge(
                "memory.working.set",
                BYTES,
                "container's usage without droppable file pages",
                s -> s.memory().workingSet());
        gauge("memory.limit", BYTES, "the container's limit", s -> s.memory().limit());
        gauge(
                "memory.limit.share",
                null,
                "working set over limit",
                s -> s.memory().limitShare());
    }

    private void collections() {
        gauge(
                "gc.share",
                null,
                "share of the time in which the collector had stopped all threads",
                s -> s.collections().pauseShare());
        gauge(
                "gc.cycles.share",
                null,
                "share of the time in which concurrent cycles ran",
                s -> s.collections().cycleShare());
        gauge(
                "allocation.rate",
                BYTES,
                "bytes allocated a second",
                s -> s.collections().allocatedPerSecond());
        for (double share : new double[] {0.5, 0.95, 0.99, 1.0}) {
            Gauge.builder(
                            PREFIX + "gc.pause",
                            instance,
                            i -> i.snapshot().collections().pauses().quantile(share) / 1e9)
                    .tag("quantile", Double.toString(share))
                    .description("the collector's pauses over the last five minutes")
                    .baseUnit("seconds")
                    .register(registry);
        }
    }

    private void rest() {
        gauge("safepoint.share", null, "share of the time in which all threads were stopped", s -> s.safepoints());
        gauge(
                "stall.longest",
                "seconds",
                "longest time in which nothing ran",
                s -> InstanceSignal.JVM_STALL.value(s) / 1e9);
        gauge("threads.live", "threads", "platform threads", s -> s.threads().live());
        gauge(
                "threads.peak",
                "threads",
                "most platform threads at one time",
                s -> s.threads().peak());
        gauge(
                "threads.virtual.queued",
                "threads",
                "virtual threads that wait for a carrier",
                s -> s.threads().virtualQueued());
        gauge("files.open", "files", "open file descriptors", s -> s.files().open());
        gauge("files.limit", "files", "how many there may be", s -> s.files().limit());
    }

    private void gauge(
            String name, @Nullable String unit, String description, ToDoubleFunction<InstanceSnapshot> figure) {
        Gauge.builder(PREFIX + name, instance, i -> figure.applyAsDouble(i.snapshot()))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }
}
