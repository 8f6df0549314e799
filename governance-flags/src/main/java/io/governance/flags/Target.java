package io.governance.flags;

import io.governance.flags.statistics.Judge;
import io.governance.measure.BucketLayout;
import io.governance.measure.Signal;

/**
 * What the new side is meant to achieve: an improvement of one signal, proven by a claim of its own.
 *
 * @param signal what improves
 * @param fraction by how much at least, between 0 and 1
 */
public record Target(Signal signal, double fraction) {
    /** Refuses fractions outside of 0 and 1, and signals that cannot be told apart by side. */
    public Target {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("target of " + signal.key() + ": found " + fraction * 100
                    + " %, expected more than 0 and less than 100");
        }
        metric(signal);
    }

    /** Starts a target of the response time, judged by its median. */
    public static Faster responseTime() {
        return percent -> new Target(Signal.RESPONSE_TIME, percent / 100);
    }

    /** Starts a target of the database queries per call. */
    public static Fewer queries() {
        return percent -> new Target(Signal.QUERIES, percent / 100);
    }

    /** Starts a target of the bytes allocated per call. */
    public static Less allocation() {
        return percent -> new Target(Signal.ALLOCATION, percent / 100);
    }

    /** Starts a target of the CPU time per call. */
    public static Less cpuTime() {
        return percent -> new Target(Signal.CPU_TIME, percent / 100);
    }

    /** By how much faster. */
    @FunctionalInterface
    public interface Faster {
        /** Ends the sentence; in percent. */
        Target fasterByAtLeast(double percent);
    }

    /** By how many fewer. */
    @FunctionalInterface
    public interface Fewer {
        /** Ends the sentence; in percent. */
        Target fewerByAtLeast(double percent);
    }

    /** By how much less. */
    @FunctionalInterface
    public interface Less {
        /** Ends the sentence; in percent. */
        Target lessByAtLeast(double percent);
    }

    /** Name of the signal's table in the evidence. */
    static String metric(Signal signal) {
        return switch (signal) {
            case RESPONSE_TIME -> Judge.LATENCY;
            case CPU_TIME -> "cpu";
            case ALLOCATION -> "alloc";
            case QUERIES -> "qry";
            default ->
                throw new IllegalArgumentException(
                        signal.key() + " cannot be measured by side: compare before and after by a Change");
        };
    }

    static BucketLayout layout(String metric) {
        return switch (metric) {
            case "alloc" -> BucketLayout.BYTES;
            case "qry" -> BucketLayout.COUNT;
            default -> BucketLayout.NANOSECONDS;
        };
    }
}
