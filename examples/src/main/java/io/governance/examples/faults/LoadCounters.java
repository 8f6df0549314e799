package io.governance.examples.faults;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What has happened to callers; each of them is counted once. Thread-safe. */
final class LoadCounters {
    private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String NODE = "\"node\":\"";
    private static final String DEGRADED = "\"degraded\":true";

    /**
     * The counts at one moment.
     *
     * @param requests callers who were answered or gave up
     * @param failed no answer, or one other than 200
     * @param degraded answered with a list price, since the right one could not be had
     * @param slow answered after more than a second
     * @param byNode answers by the instance that gave them
     * @param failures failed callers by what they met: a status, {@code timeout}, {@code broken}, {@code unsent}
     * @param firstFailure what the first of them met; empty when there was none
     */
    record Reading(
            long requests,
            long failed,
            long degraded,
            long slow,
            long longestMillis,
            Map<String, Long> byNode,
            Map<String, Long> failures,
            String firstFailure) {

        /** Returns how many answers an instance gave. */
        long by(Instance instance) {
            return byNode.getOrDefault(instance.name(), 0L);
        }

        /** Returns what callers lost, in one line. */
        String losses() {
            return failed + " of " + requests + " requests failed"
                    + (failed == 0 ? "" : " " + failures + "; the first: " + firstFailure);
        }
    }

    private final Map<String, Long> byNode = new TreeMap<>();
    private final Map<String, Long> failures = new TreeMap<>();
    private String firstFailure = "";
    private long requests;
    private long failed;
    private long degraded;
    private long slow;
    private long longestNanos;

    synchronized void answered(String body, long nanos) {
        came(nanos);
        byNode.merge(node(body), 1L, Long::sum);
        if (body.contains(DEGRADED)) {
            degraded++;
        }
        if (nanos > SLOW_NANOS) {
            slow++;
        }
    }

    /**
     * Counts a caller who got nothing.
     *
     * @param reason one of few
     * @param what the whole story
     */
    synchronized void failed(String reason, String what, long nanos) {
        came(nanos);
        firstFailure = failed == 0 ? what.strip() : firstFailure;
        failed++;
        failures.merge(reason, 1L, Long::sum);
    }

    private void came(long nanos) {
        requests++;
        longestNanos = Math.max(longestNanos, nanos);
    }

    private static String node(String body) {
        int from = body.indexOf(NODE);
        int to = body.indexOf('"', from + NODE.length());
        return from < 0 || to < 0 ? "unknown" : body.substring(from + NODE.length(), to);
    }

    synchronized Reading read() {
        long longestMillis = TimeUnit.NANOSECONDS.toMillis(longestNanos);
        return new Reading(
                requests,
                failed,
                degraded,
                slow,
                longestMillis,
                Map.copyOf(byNode),
                Map.copyOf(failures),
                firstFailure);
    }
}
