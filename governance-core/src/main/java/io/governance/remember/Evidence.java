package io.governance.remember;

import io.governance.measure.Histogram;
import java.util.List;
import java.util.Map;

/**
 * Counters of swaps: tables that only grow, one row for each node, so that rows of all nodes simply add up.
 *
 * <p>Merging two versions of the same row takes the larger count of each bucket; therefore rows may arrive twice, late
 * or in any order. Thread-safe; every method may do I/O.
 */
public interface Evidence {
    /**
     * One table.
     *
     * @param subject whose evidence it is, such as {@code swap/dashboard-2027/attempt/1}
     * @param slice part of the attempt with one share of the new side
     * @param node who counted
     * @param incarnation new for each start of the node
     * @param metric what is counted, such as {@code lat}
     * @param arm {@code old} or {@code new}
     * @param buckets count of each bucket that has one
     */
    record Row(
            String subject,
            int slice,
            String node,
            String incarnation,
            String metric,
            String arm,
            Map<Integer, Long> buckets) {

        /** Returns the non-empty buckets of a histogram. */
        public static Map<Integer, Long> buckets(Histogram histogram) {
            Map<Integer, Long> buckets = new java.util.TreeMap<>();
            long[] counts = histogram.toArray();
            for (int bucket = 0; bucket < counts.length; bucket++) {
                if (counts[bucket] > 0) {
                    buckets.put(bucket, counts[bucket]);
                }
            }
            return buckets;
        }
    }

    /**
     * Writes rows, all or none.
     *
     * @throws StoreUnavailableException when the store cannot be reached
     */
    void publish(List<Row> rows);

    /**
     * Returns all rows of a subject.
     *
     * @throws StoreUnavailableException when the store cannot be reached
     */
    List<Row> read(String subject);
}
