package io.governance.instance;

import io.governance.measure.Histogram;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What the kernel and the JVM said about this instance at one moment, with rates over up to five minutes before it.
 *
 * <p>Immutable. A figure that the platform does not tell is {@code NaN}: no data, never zero.
 *
 * @param at when it was taken
 * @param over what the rates are computed over; zero at first
 * @param cpu processors
 * @param memory bytes
 * @param collections garbage collection and allocation
 * @param threads threads
 * @param files file descriptors
 * @param safepoints share of the time in which the JVM had stopped all threads, collections included
 * @param stalls times in which nothing ran, the last ones of the five minutes
 */
public record InstanceSnapshot(
        Instant at,
        Duration over,
        Cpu cpu,
        Memory memory,
        Collected collections,
        Threads threads,
        Files files,
        double safepoints,
        List<Stall> stalls) {

    /**
     * Processors.
     *
     * @param share CPU time over elapsed time and limit
     * @param limit processors that may be used: the least of quota, cpuset and what the JVM says
     * @param throttledPeriods share of the scheduler's periods in which the quota held the process back
     * @param throttledTime share of the time in which a thread was held back, summed over processors
     * @param nanos CPU time used
     * @param compilationNanos part of it that went into compiling methods
     * @param collectionNanos part of it that went into collecting
     */
    public record Cpu(
            double share,
            double limit,
            double throttledPeriods,
            double throttledTime,
            double nanos,
            double compilationNanos,
            double collectionNanos) {}

    /**
     * Bytes.
     *
     * @param resident as the kernel counts the process
     * @param heapUsed in use, garbage included
     * @param heapCommitted taken from the kernel for the heap
     * @param otherCommitted taken for classes and code
     * @param live what survived the last telling collection
     * @param workingSet of the control group that has the limit: usage without file pages that can be dropped
     * @param limit of the control group; {@code NaN} where there is none below the machine's memory
     */
    public record Memory(
            double resident,
            double heapUsed,
            double heapCommitted,
            double otherCommitted,
            double live,
            double workingSet,
            double limit) {

        /** Returns the resident set, or where the kernel does not tell, what the JVM has committed. */
        public double ofInstance() {
            return Double.isNaN(resident) ? heapCommitted + otherCommitted : resident;
        }

        /** Returns the working set as a share of the limit. */
        public double limitShare() {
            return workingSet / limit;
        }
    }

    /**
     * Garbage collection.
     *
     * @param pauseShare share of the time in which it had stopped all threads
     * @param cycleShare share of the time in which concurrent cycles ran beside the application
     * @param pauses pauses in nanoseconds; the JVM counts them in milliseconds
     * @param allocatedPerSecond bytes allocated a second
     * @param allocatedBytes bytes allocated
     */
    public record Collected(
            double pauseShare, double cycleShare, Histogram pauses, double allocatedPerSecond, double allocatedBytes) {}

    /**
     * Threads. Virtual threads are in none of the first two.
     *
     * @param live platform threads now
     * @param peak most at one time since the start
     * @param virtualMounted virtual threads that run now, from JDK 24 on
     * @param virtualQueued virtual threads that could run and wait for a carrier, from JDK 24 on
     */
    public record Threads(double live, double peak, double virtualMounted, double virtualQueued) {}

    /**
     * File descriptors.
     *
     * @param open in use
     * @param limit how many there may be
     */
    public record Files(double open, double limit) {
        /** Returns the share of the limit in use. */
        public double share() {
            return open / limit;
        }
    }

    /** Makes a snapshot; the stalls are copied. */
    public InstanceSnapshot {
        stalls = List.copyOf(stalls);
    }

    static InstanceSnapshot between(Instant at, Counters first, Counters last, List<Stall> stalls) {
        double wall = last.atNanos() - first.atNanos();
        double allocated = since(first.allocatedBytes(), last.allocatedBytes(), wall);
        return new InstanceSnapshot(
                at,
                Duration.ofNanos(last.atNanos() - first.atNanos()),
                cpu(first, last, wall),
                last.memory(),
                new Collected(
                        since(first.pauseNanos(), last.pauseNanos(), wall) / wall,
                        since(first.cycleNanos(), last.cycleNanos(), wall) / wall,
                        last.pauses().minus(first.pauses()),
                        allocated / wall * 1e9,
                        allocated),
                last.threads(),
                last.files(),
                since(first.safepointNanos(), last.safepointNanos(), wall) / wall,
                stalls);
    }

    private static Cpu cpu(Counters first, Counters last, double wall) {
        double used = since(first.cpuNanos(), last.cpuNanos(), wall);
        double limit = last.group().limit(last.availableProcessors());
        double periods = since(first.group().periods(), last.group().periods(), wall);
        double throttled = since(first.group().throttledPeriods(), last.group().throttledPeriods(), wall);
        // More than all processors can do: the clock is not the one by which they worked.
        boolean isPossible = used <= 1.1 * wall * last.availableProcessors();
        return new Cpu(
                isPossible ? used / (wall * limit) : Double.NaN,
                limit,
                periods == 0 ? 0 : throttled / periods,
                since(first.group().throttledNanos(), last.group().throttledNanos(), wall) / wall,
                used,
                since(first.compilationNanos(), last.compilationNanos(), wall),
                since(first.collectionCpuNanos(), last.collectionCpuNanos(), wall));
    }

    /** A counter that went backwards was started anew, or belongs to another group: that says nothing. */
    private static double since(double first, double last, double wall) {
        return wall > 0 && last >= first ? last - first : Double.NaN;
    }
}
