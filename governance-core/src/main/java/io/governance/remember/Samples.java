package io.governance.remember;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was measured, period by period: the source of trends and audits. Thread-safe; every method may do I/O.
 */
public interface Samples {
    /**
     * One period of one subject on one node.
     *
     * @param node who measured
     * @param subject operation, cache or pool
     * @param metric what was measured, such as {@code response-time}
     * @param from start of the period
     * @param to end of the period
     * @param buckets counts by bucket of the metric's layout; plain counters use bucket 0
     */
    record Sample(String node, String subject, String metric, Instant from, Instant to, Map<Integer, Long> buckets) {}

    /**
     * Writes samples, all or none. The same period written twice counts once.
     *
     * @throws StoreUnavailableException when the store cannot be reached
     */
    void add(List<Sample> samples);

    /**
     * Returns the samples whose period starts inside a range, in the order of their start.
     *
     * @throws StoreUnavailableException when the store cannot be reached
     */
    List<Sample> read(Instant from, Instant to);
}
