package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final long SEED = 20_270_301L;
    private static final double[] SHARES = {0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1};

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void aQuantileIsWrongByAtMostHalfABucket() {
        for (int round = 0; round < 300; round++) {
            long[] values = latencies(random.nextInt(1, 2_000));
            Histogram histogram = histogram(BucketLayout.NANOSECONDS, values);
            Arrays.sort(values);
            for (double share : SHARES) {
                double exact = exact(values, share);
                double read = histogram.quantile(share);
                assertTrue(
                        Math.abs(read / exact - 1) <= 0.011,
                        () -> read + " instead of " + exact + " at " + share + ", seed " + SEED);
            }
        }
    }

    @Test
    void aQuantileOfSmallCountsIsExact() {
        long[] values = random.longs(999, 0, 200).toArray();
        Histogram histogram = histogram(BucketLayout.COUNT, values);
        Arrays.sort(values);
        for (double share : SHARES) {
            assertEquals(exact(values, share), histogram.quantile(share), "at " + share + ", seed " + SEED);
        }
    }

    @Test
    void valuesOfTwoNodesAddUpAsIfOneHadCountedThemAll() {
        for (int round = 0; round < 100; round++) {
            long[] one = latencies(random.nextInt(0, 500));
            long[] other = latencies(random.nextInt(0, 500));
            long[] both = Arrays.copyOf(one, one.length + other.length);
            System.arraycopy(other, 0, both, one.length, other.length);
            Histogram sum = nanos(one).plus(nanos(other));
            assertArrayEquals(nanos(both).toArray(), sum.toArray(), "seed " + SEED);
            assertArrayEquals(
                    sum.toArray(),
                    Histogram.sum(List.of(nanos(other), nanos(one))).toArray());
            assertArrayEquals(nanos(one).toArray(), sum.minus(nanos(other)).toArray());
            assertEquals(both.length, sum.count());
        }
    }

    @Test
    void anEmptyOneHasNoDataRatherThanZero() {
        Histogram empty = Histogram.empty(BucketLayout.NANOSECONDS);
        assertEquals(0, empty.count());
        assertTrue(Double.isNaN(empty.quantile(0.5)));
        assertTrue(Double.isNaN(empty.mean()));
        assertEquals(0, empty.minus(empty).count());
    }

    @Test
    void theMeanIsThatOfTheMiddlesOfTheBuckets() {
        assertEquals(2, histogram(BucketLayout.COUNT, new long[] {1, 1, 4}).mean());
        double mean = nanos(new long[] {1_000_000, 3_000_000}).mean();
        assertEquals(2_000_000, mean, 0.011 * 2_000_000);
    }

    @Test
    void whatCannotBeIsRefusedWithTheFigure() {
        Histogram few = histogram(BucketLayout.COUNT, new long[] {1});
        assertRefused("1.95", () -> few.quantile(1.95));
        assertRefused("NaN", () -> few.quantile(Double.NaN));
        assertRefused("257", () -> Histogram.of(BucketLayout.COUNT, new long[257]));
        assertRefused("-1", () -> few.minus(histogram(BucketLayout.COUNT, new long[] {1, 1})));
        assertRefused("different layouts", () -> few.plus(nanos(new long[] {1})));
        assertRefused("at least one", () -> Histogram.sum(List.of()));
    }

    private static void assertRefused(String figure, org.junit.jupiter.api.function.Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(figure), message);
    }

    private static double exact(long[] sorted, double share) {
        return (double) sorted[(int) Math.max(1, Math.ceil(share * sorted.length)) - 1];
    }

    private long[] latencies(int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = (long) (2_000 * Math.exp(random.nextDouble() * 17));
        }
        return values;
    }

    private static Histogram nanos(long[] values) {
        return histogram(BucketLayout.NANOSECONDS, values);
    }

    private static Histogram histogram(BucketLayout layout, long[] values) {
        Recorder recorder = new Recorder(layout);
        Arrays.stream(values).forEach(recorder::add);
        return recorder.read();
    }
}
