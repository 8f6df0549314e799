package io.governance.measure;

/**
 * The one way this library puts a measured value into a bucket.
 *
 * <p>A <em>logarithmic</em> layout has 32 buckets to the octave, each 2.19 % wide, so that between the first and the last
 * edge the middle of a bucket is never more than 1.1 % from any value in it, and multiplying a value by 2^(k/32) moves its
 * bucket by exactly k. A
 * <em>linear</em> layout has one bucket for each small count, and a last one for all larger counts. Both are computed
 * with integers only: the same value lands in the same bucket on every machine. Values are non-negative; a negative
 * value counts as zero.
 *
 * <p>Immutable, thread-safe. {@link #indexOf} allocates nothing and costs a shift, a table look-up and a comparison.
 */
public final class BucketLayout {
    /** Nanoseconds: 1.024 microseconds to 137 seconds. */
    public static final BucketLayout NANOSECONDS = new BucketLayout(10, 37);

    /** Bytes: 64 B to 1 TiB. */
    public static final BucketLayout BYTES = new BucketLayout(6, 40);

    /** Counts: 0 to 254, and one bucket for 255 or more. */
    public static final BucketLayout COUNT = new BucketLayout(256);

    /** Buckets to the octave of a logarithmic layout. */
    public static final int PER_OCTAVE = 32;

    /** {@code THRESHOLD[j] = ceil(2^31 * 2^(j/32))}: the smallest 32-bit mantissa of sub-bucket j. */
    private static final long[] THRESHOLD = {
        2147483648L, 2194507417L, 2242560872L, 2291666561L, 2341847524L, 2393127308L, 2445529972L, 2499080105L,
        2553802834L, 2609723834L, 2666869345L, 2725266180L, 2784941738L, 2845924021L, 2908241643L, 2971923842L,
        3037000500L, 3103502152L, 3171460000L, 3240905931L, 3311872530L, 3384393095L, 3458501654L, 3534232978L,
        3611622603L, 3690706840L, 3771522797L, 3854108392L, 3938502376L, 4024744348L, 4112874774L, 4202935004L
    };

    /** Largest sub-bucket that starts at or below each 1/64 of the octave; at most one more starts inside it. */
    private static final byte[] HINT = new byte[64];

    static {
        for (int slot = 0; slot < HINT.length; slot++) {
            long mantissa = (1L << 31) + ((long) slot << 25);
            int j = 0;
            while (j + 1 < THRESHOLD.length && THRESHOLD[j + 1] <= mantissa) {
                j++;
            }
            HINT[slot] = (byte) j;
        }
    }

    private final boolean linear;
    private final int minExponent;
    private final int maxExponent;
    private final int size;

    private BucketLayout(int minExponent, int maxExponent) {
        this.linear = false;
        this.minExponent = minExponent;
        this.maxExponent = maxExponent;
        this.size = (maxExponent - minExponent) * PER_OCTAVE + 2;
    }

    private BucketLayout(int size) {
        this.linear = true;
        this.minExponent = 0;
        this.maxExponent = 0;
        this.size = size;
    }

    /** Returns the number of buckets, underflow and overflow included. */
    public int size() {
        return size;
    }

    /** Returns whether each bucket holds exactly one count (but for the last). */
    public boolean isLinear() {
        return linear;
    }

    /** Returns the bucket of a value, from 0 to {@code size() - 1}. */
    public int indexOf(long value) {
        if (linear) {
            return (int) Math.max(0, Math.min(value, size - 1));
        }
        if (value < 1L << minExponent) {
            return 0;
        }
        if (value >= 1L << maxExponent) {
            return size - 1;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(value);
        long mantissa = exponent >= 31 ? value >>> (exponent - 31) : value << (31 - exponent);
        int j = HINT[(int) (mantissa >>> 25) & 63];
        if (j + 1 < PER_OCTAVE && mantissa >= THRESHOLD[j + 1]) {
            j++;
        }
        return 1 + (exponent - minExponent) * PER_OCTAVE + j;
    }

    /** Returns the smallest value of a bucket: values in it are at or above this. */
    public double lowerEdge(int bucket) {
        if (linear) {
            return bucket;
        }
        return bucket <= 0 ? 0.0 : power(minExponent, bucket - 1, 0.0);
    }

    /** Returns the value that all values of a bucket stay below; infinite for the last bucket. */
    public double upperEdge(int bucket) {
        if (linear) {
            return bucket < size - 1 ? bucket : Double.POSITIVE_INFINITY;
        }
        return bucket >= size - 1 ? Double.POSITIVE_INFINITY : lowerEdge(bucket + 1);
    }

    /** Returns the value that stands for a bucket: its geometric middle, or the count itself. */
    public double representative(int bucket) {
        if (linear) {
            return bucket;
        }
        if (bucket <= 0) {
            return power(minExponent - 1, 0, 0.0);
        }
        if (bucket >= size - 1) {
            return power(maxExponent, 0, 0.5);
        }
        return power(minExponent, bucket - 1, 0.5);
    }

    private static double power(int exponent, int subBuckets, double half) {
        return Math.pow(2.0, exponent + (subBuckets + half) / PER_OCTAVE);
    }
}
