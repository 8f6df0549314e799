package io.governance.measure;

import java.util.Arrays;
import java.util.List;

/**
 * Counts of values in the buckets of one {@link BucketLayout}: additive over time and over nodes.
 *
 * <p>A quantile read from it is wrong by at most half a bucket, 1.1 %, in logarithmic layouts and exact in linear ones,
 * between the first and the last edge of the layout.
 * An empty histogram has no quantiles: they are {@code NaN}, never zero. Immutable, thread-safe; sparse in memory.
 */
public final class Histogram {
    private final BucketLayout layout;
    private final int[] buckets;
    private final long[] counts;
    private final long total;

    Histogram(BucketLayout layout, int[] buckets, long[] counts) {
        this.layout = layout;
        this.buckets = buckets;
        this.counts = counts;
        this.total = Arrays.stream(counts).sum();
    }

    /**
     * A quantile and what is known of it: the values of its bucket lie between low and high.
     *
     * @param low not more than the quantile; {@code NaN} when there is no value
     * @param value the estimate, at most 1.1 % from the quantile where the bucket has an upper edge
     * @param high not less than the quantile; infinite in the last bucket
     */
    public record Quantile(double low, double value, double high) {}

    /** Returns a histogram without a value. */
    public static Histogram empty(BucketLayout layout) {
        return new Histogram(layout, new int[0], new long[0]);
    }

    /**
     * Returns the histogram with these counts, one for each bucket of the layout.
     *
     * @throws IllegalArgumentException when there are more counts than buckets, or a negative one
     */
    public static Histogram of(BucketLayout layout, long[] dense) {
        if (dense.length > layout.size()) {
            throw new IllegalArgumentException(dense.length + " counts for " + layout.size() + " buckets");
        }
        return of(layout, dense, 0);
    }

    /** These counts are of the buckets from the first on. */
    static Histogram of(BucketLayout layout, long[] some, int first) {
        int used = 0;
        for (int i = 0; i < some.length; i++) {
            if (some[i] < 0) {
                throw new IllegalArgumentException("bucket " + (first + i) + " has the negative count " + some[i]);
            }
            used += some[i] > 0 ? 1 : 0;
        }
        int[] buckets = new int[used];
        long[] counts = new long[used];
        int next = 0;
        for (int i = 0; i < some.length; i++) {
            if (some[i] > 0) {
                buckets[next] = first + i;
                counts[next++] = some[i];
            }
        }
        return new Histogram(layout, buckets, counts);
    }

    /** Returns the layout that gives the buckets their edges. */
    public BucketLayout layout() {
        return layout;
    }

    /** Returns the number of values. */
    public long count() {
        return total;
    }

    /** Returns the number of values in one bucket. */
    public long count(int bucket) {
        int at = Arrays.binarySearch(buckets, bucket);
        return at < 0 ? 0 : counts[at];
    }

    /** Returns the counts of all buckets, as a fresh array of the layout's size. */
    public long[] toArray() {
        long[] dense = new long[layout.size()];
        for (int i = 0; i < buckets.length; i++) {
            dense[buckets[i]] = counts[i];
        }
        return dense;
    }

    /**
     * Returns the value that a share of all values stays at or below.
     *
     * @param share between 0 and 1, such as 0.95
     * @return in the unit of the layout; {@code NaN} when there is no value
     */
    public double quantile(double share) {
        int bucket = bucketOf(share);
        return bucket < 0 ? Double.NaN : layout.representative(bucket);
    }

    /** Returns the same with the edges of its bucket: what the layout's error bound is, stated as values. */
    public Quantile quantileRange(double share) {
        int bucket = bucketOf(share);
        return bucket < 0
                ? new Quantile(Double.NaN, Double.NaN, Double.NaN)
                : new Quantile(layout.lowerEdge(bucket), layout.representative(bucket), layout.upperEdge(bucket));
    }

    private int bucketOf(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a quantile lies between 0 and 1, found " + share);
        }
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return buckets[i];
            }
        }
        return buckets.length == 0 ? -1 : buckets[buckets.length - 1];
    }

    /** Returns the mean of the buckets' representative values; {@code NaN} when there is no value. */
    public double mean() {
        double sum = 0;
        for (int i = 0; i < buckets.length; i++) {
            sum += counts[i] * layout.representative(buckets[i]);
        }
        return total == 0 ? Double.NaN : sum / total;
    }

    /**
     * Returns all histograms added.
     *
     * @throws IllegalArgumentException when there is none, or their layouts differ
     */
    public static Histogram sum(List<Histogram> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a sum needs at least one histogram, found none");
        }
        BucketLayout layout = parts.get(0).layout;
        long[] dense = new long[layout.size()];
        for (Histogram part : parts) {
            part.addTo(dense, layout, 1);
        }
        return of(layout, dense);
    }

    private void addTo(long[] dense, BucketLayout expected, int sign) {
        if (layout != expected) {
            throw new IllegalArgumentException("histograms of different layouts cannot be combined");
        }
        addTo(dense, 0, sign);
    }

    void addTo(long[] cells, int offset, int sign) {
        for (int i = 0; i < buckets.length; i++) {
            cells[offset + buckets[i]] += sign * counts[i];
        }
    }

    /** Returns both histograms added: the same whether the values came from one node or two. */
    public Histogram plus(Histogram other) {
        return other.total == 0 ? this : sum(List.of(this, other));
    }

    /**
     * Returns what was added since an earlier reading of the same table.
     *
     * @throws IllegalArgumentException when the other is not an earlier reading: a count would become negative
     */
    public Histogram minus(Histogram earlier) {
        long[] dense = toArray();
        earlier.addTo(dense, layout, -1);
        return of(layout, dense);
    }
}
