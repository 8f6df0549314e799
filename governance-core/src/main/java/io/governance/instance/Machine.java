package io.governance.instance;

import com.sun.management.UnixOperatingSystemMXBean;
import io.governance.measure.Time;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Reads kernel and JVM: about half a millisecond, every five seconds. Used by one thread. */
final class Machine implements Supplier<Counters> {
    private static final double KILOBYTE = 1_024;

    private final Time time;
    private final CgroupTree groups;
    private final ResidentSet residentSet;
    private final PerformanceCounters counters;
    private final ThreadTimes threadTimes;
    private final AllocatedBytes allocated = AllocatedBytes.ofProcess();
    private final double machineBytes;
    private final PauseLog pauses;
    private final LiveSet liveSet;

    Machine(Path root, Time time, PauseLog pauses, LiveSet liveSet) {
        this.time = time;
        this.groups = CgroupTree.under(root);
        this.residentSet = ResidentSet.under(root);
        this.threadTimes = ThreadTimes.under(root);
        this.counters = PerformanceCounters.under(root);
        this.machineBytes =
                KernelFile.table(root.resolve("proc/meminfo")).getOrDefault("MemTotal", Double.NaN) * KILOBYTE;
        this.pauses = pauses;
        this.liveSet = liveSet;
    }

    @Override
    public Counters get() {
        ThreadTimes.Totals own = threadTimes.read();
        return new Counters(
                time.nanos(),
                Runtime.getRuntime().availableProcessors(),
                told(Machine::cpuNanos),
                own.compilationNanos(),
                own.collectionNanos(),
                told(allocated::read),
                CgroupCpu.read(groups),
                counters.nanos("sun.rt.safepointTime"),
                pauses.pauseNanos(),
                pauses.cycleNanos(),
                pauses.pauses(),
                memory(),
                threads(),
                files());
    }

    private static double cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? counted(system.getProcessCpuTime())
                : Double.NaN;
    }

    private InstanceSnapshot.Memory memory() {
        var jvm = ManagementFactory.getMemoryMXBean();
        CgroupMemory group = CgroupMemory.read(groups, machineBytes);
        return new InstanceSnapshot.Memory(
                residentSet.bytes(),
                jvm.getHeapMemoryUsage().getUsed(),
                jvm.getHeapMemoryUsage().getCommitted(),
                jvm.getNonHeapMemoryUsage().getCommitted(),
                liveSet.bytes(),
                group.workingSetBytes(),
                group.limitBytes());
    }

    private static InstanceSnapshot.Threads threads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return new InstanceSnapshot.Threads(
                threads.getThreadCount(),
                threads.getPeakThreadCount(),
                told(() -> scheduler("MountedVirtualThreadCount")),
                told(() -> scheduler("QueuedVirtualThreadCount")));
    }

    /** The bean came with JDK 24; before, nobody tells of virtual threads. */
    private static double scheduler(String attribute) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = new ObjectName("jdk.management:type=VirtualThreadScheduler");
            return server.isRegistered(name) && server.getAttribute(name, attribute) instanceof Number number
                    ? counted(number.longValue())
                    : Double.NaN;
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        } catch (JMException e) {
            return Double.NaN; // registered without what it should have
        }
    }

    private static InstanceSnapshot.Files files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? new InstanceSnapshot.Files(
                        told(() -> counted(system.getOpenFileDescriptorCount())),
                        told(() -> counted(system.getMaxFileDescriptorCount())))
                : new InstanceSnapshot.Files(Double.NaN, Double.NaN);
    }

    private static double counted(long value) {
        return value < 0 ? Double.NaN : value;
    }

    /** A bean may refuse what its interface has: then that figure has no data, and the others have. */
    private static double told(DoubleSupplier figure) {
        try {
            return figure.getAsDouble();
        } catch (UnsupportedOperationException | SecurityException | InternalError e) {
            return Double.NaN;
        }
    }
}
