package io.governance.instance;

import io.governance.measure.Histogram;

/**
 * Everything that was read at one moment; rates follow from two of them. {@code NaN} where the platform does not tell.
 *
 * @param atNanos monotonic clock
 * @param availableProcessors what the JVM says
 * @param cpuNanos CPU time of the process
 * @param compilationNanos CPU time of the compiler's threads
 * @param collectionCpuNanos CPU time of the collectors' threads, and of the one that stops all others
 * @param allocatedBytes bytes allocated by all threads
 * @param group what the control groups say
 * @param safepointNanos time in which all threads were stopped, for whatever reason
 * @param pauseNanos part of it that the collectors report
 * @param cycleNanos time of concurrent cycles
 * @param pauses the pauses in buckets
 * @param memory bytes now
 * @param threads threads now
 * @param files file descriptors now
 */
record Counters(
        long atNanos,
        int availableProcessors,
        double cpuNanos,
        double compilationNanos,
        double collectionCpuNanos,
        double allocatedBytes,
        CgroupCpu group,
        double safepointNanos,
        double pauseNanos,
        double cycleNanos,
        Histogram pauses,
        InstanceSnapshot.Memory memory,
        InstanceSnapshot.Threads threads,
        InstanceSnapshot.Files files) {}
