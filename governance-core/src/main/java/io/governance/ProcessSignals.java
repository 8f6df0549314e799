package io.governance;

import io.governance.measure.Time;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Memory and CPU of this process, as the kernel and the JVM count them. */
final class ProcessSignals {
    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE = 4_096;
    private static final long FIVE_MINUTES = 300_000_000_000L;

    private record CpuReading(long atNanos, long cpuNanos) {}

    private final Time time;
    private final Deque<CpuReading> readings = new ArrayDeque<>();

    ProcessSignals(Time time) {
        this.time = time;
    }

    /** Takes a reading of the CPU time; called every five seconds. */
    synchronized void collect() {
        long now = time.nanos();
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os) {
            readings.addLast(new CpuReading(now, os.getProcessCpuTime()));
        }
        while (readings.size() > 1 && now - readings.getFirst().atNanos() > FIVE_MINUTES) {
            readings.removeFirst();
        }
    }

    /** Mean over the last five minutes of the share of the processors that this process may use. */
    synchronized double cpuShare() {
        if (readings.size() < 2) {
            return Double.NaN;
        }
        CpuReading first = readings.getFirst();
        CpuReading last = readings.getLast();
        double wall = last.atNanos() - first.atNanos();
        return (last.cpuNanos() - first.cpuNanos())
                / (wall * Runtime.getRuntime().availableProcessors());
    }

    /** Resident set; where the kernel does not tell, the committed memory of the JVM. */
    double memoryBytes() {
        try {
            return Long.parseLong(Files.readString(STATM).split(" ", -1)[1]) * (double) PAGE;
        } catch (IOException | NumberFormatException e) {
            var memory = ManagementFactory.getMemoryMXBean();
            return memory.getHeapMemoryUsage().getCommitted()
                    + memory.getNonHeapMemoryUsage().getCommitted();
        }
    }
}
