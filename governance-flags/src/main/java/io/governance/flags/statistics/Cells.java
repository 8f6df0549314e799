package io.governance.flags.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The non-empty buckets of one table in ascending order, with their counts. Immutable. */
final class Cells {
    /** Counts are multiplied as doubles, which hold integers exactly up to here; it also keeps every sum in a long. */
    static final long LARGEST_COUNT = 1L << 53;

    static final Cells NONE = new Cells(new int[0], new long[0], 0);

    private final int[] buckets;
    private final long[] counts;
    private final long total;

    private Cells(int[] buckets, long[] counts, long total) {
        this.buckets = buckets;
        this.counts = counts;
        this.total = total;
    }

    /** Copies a table of counts by bucket; {@code where} names it in a complaint. */
    static Cells of(String where, Map<Integer, Long> table) {
        Map<Integer, Long> ascending = new TreeMap<>(table);
        int[] buckets = new int[ascending.size()];
        long[] counts = new long[buckets.length];
        int size = 0;
        for (Map.Entry<Integer, Long> cell : ascending.entrySet()) {
            buckets[size] = cell.getKey();
            counts[size++] = cell.getValue();
        }
        return checked(where, buckets, counts);
    }

    /** Copies a table that has one count for each bucket. */
    static Cells of(String where, long[] table) {
        int[] buckets = new int[table.length];
        Arrays.setAll(buckets, bucket -> bucket);
        return checked(where, buckets, table);
    }

    private static Cells checked(String where, int[] buckets, long[] counts) {
        int[] kept = new int[buckets.length];
        long[] keptCounts = new long[buckets.length];
        int size = 0;
        long total = 0;
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] < 0) {
                throw new IllegalArgumentException(where + ": bucket " + buckets[i] + ", expected 0 or more");
            }
            total = checkedCount(where, checkedCount(where, counts[i]) + total);
            if (counts[i] > 0) {
                kept[size] = buckets[i];
                keptCounts[size++] = counts[i];
            }
        }
        return new Cells(Arrays.copyOf(kept, size), Arrays.copyOf(keptCounts, size), total);
    }

    static long checkedCount(String where, long count) {
        if (count < 0 || count > LARGEST_COUNT) {
            throw new IllegalArgumentException(where + ": a count or sum of counts is " + count
                    + ", expected 0 to 2^53; counters only grow, so was one subtracted from a later one?");
        }
        return count;
    }

    /** Adds the same cells of another node. */
    Cells plus(String where, Cells other) {
        Map<Integer, Long> sum = new TreeMap<>();
        for (Cells cells : new Cells[] {this, other}) {
            for (int i = 0; i < cells.size(); i++) {
                sum.merge(cells.bucket(i), cells.count(i), Long::sum);
            }
        }
        return of(where, sum);
    }

    int size() {
        return buckets.length;
    }

    int bucket(int cell) {
        return buckets[cell];
    }

    long count(int cell) {
        return counts[cell];
    }

    long total() {
        return total;
    }

    /** Returns the highest bucket with a count, or -1. */
    int highestBucket() {
        return buckets.length == 0 ? -1 : buckets[buckets.length - 1];
    }

    long countUpTo(int bucket) {
        long sum = 0;
        for (int i = 0; i < buckets.length && buckets[i] <= bucket; i++) {
            sum += counts[i];
        }
        return sum;
    }
}
