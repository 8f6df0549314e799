package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BucketLayoutTest {
    private static final long SEED = 20_270_114L;

    private static final List<BucketLayout> LOGARITHMIC = List.of(BucketLayout.NANOSECONDS, BucketLayout.BYTES);

    private record Known(String metric, BucketLayout layout, long value, int bucket) {
        static Known nanos(long value, int bucket) {
            return new Known("nanoseconds", BucketLayout.NANOSECONDS, value, bucket);
        }

        static Known bytes(long value, int bucket) {
            return new Known("bytes", BucketLayout.BYTES, value, bucket);
        }

        static Known count(long value, int bucket) {
            return new Known("count", BucketLayout.COUNT, value, bucket);
        }
    }

    @TestFactory
    Stream<DynamicTest> valuesLandWhereTheSpecificationSays() {
        return Stream.of(
                        Known.nanos(0, 0),
                        Known.nanos(1, 0),
                        Known.nanos(1023, 0),
                        Known.nanos(1024, 1),
                        Known.nanos(1046, 1),
                        Known.nanos(1047, 2),
                        Known.nanos(1069, 2),
                        Known.nanos(1070, 3),
                        Known.nanos(2047, 32),
                        Known.nanos(2048, 33),
                        Known.nanos(999_999, 318),
                        Known.nanos(1_000_000, 318),
                        Known.nanos(1_500_000_000, 656),
                        Known.nanos(2_147_483_647, 672),
                        Known.nanos(2_147_483_648L, 673),
                        Known.nanos(68_719_476_735L, 832),
                        Known.nanos(137_438_953_471L, 864),
                        Known.nanos(137_438_953_472L, 865),
                        Known.nanos(4_611_686_018_427_387_904L, 865),
                        Known.bytes(0, 0),
                        Known.bytes(63, 0),
                        Known.bytes(64, 1),
                        Known.bytes(65, 1),
                        Known.bytes(66, 2),
                        Known.bytes(1000, 127),
                        Known.bytes(1_099_511_627_775L, 1088),
                        Known.bytes(1_099_511_627_776L, 1089),
                        Known.count(0, 0),
                        Known.count(1, 1),
                        Known.count(254, 254),
                        Known.count(255, 255),
                        Known.count(256, 255),
                        Known.count(1_000_000_000, 255))
                .map(known -> DynamicTest.dynamicTest(
                        known.metric + " " + known.value,
                        () -> assertEquals(known.bucket, known.layout.indexOf(known.value))));
    }

    @Test
    void layoutsHaveTheirSpecifiedSizes() {
        assertEquals(866, BucketLayout.NANOSECONDS.size());
        assertEquals(1_090, BucketLayout.BYTES.size());
        assertEquals(256, BucketLayout.COUNT.size());
    }

    /** In the octave of 2^31 a value is its own mantissa, so each bucket starts exactly at its threshold. */
    @Test
    void bucketsStartExactlyAtTheRootsOfTwo() {
        int octave = 1 + (31 - 10) * BucketLayout.PER_OCTAVE;
        for (int j = 0; j < BucketLayout.PER_OCTAVE; j++) {
            long threshold = ceilOfTwoTo31Times(j);
            assertEquals(octave + j, BucketLayout.NANOSECONDS.indexOf(threshold), "threshold " + j);
            assertEquals(octave + j - 1, BucketLayout.NANOSECONDS.indexOf(threshold - 1), "just below threshold " + j);
        }
    }

    @Test
    void everyValueLiesBetweenTheEdgesOfItsBucket() {
        // above 2^32 the mantissa is cut to 32 bits: an edge is exact to one part in 2^31
        double cut = 1.0 + 0x1p-31;
        SplittableRandom random = new SplittableRandom(SEED);
        for (BucketLayout layout : LOGARITHMIC) {
            for (int i = 0; i < 100_000; i++) {
                long value = random.nextLong() >>> random.nextInt(1, 64);
                int bucket = layout.indexOf(value);
                assertTrue(
                        layout.lowerEdge(bucket) <= value && value < layout.upperEdge(bucket) * cut,
                        () -> value + " in bucket " + bucket + ", seed " + SEED);
            }
        }
        for (int count = 0; count < 1_000; count++) {
            int bucket = BucketLayout.COUNT.indexOf(count);
            assertTrue(BucketLayout.COUNT.lowerEdge(bucket) <= count, "count " + count);
            assertTrue(count <= BucketLayout.COUNT.upperEdge(bucket), "count " + count);
        }
    }

    @Test
    void largerValuesNeverLandLower() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (BucketLayout layout : List.of(BucketLayout.NANOSECONDS, BucketLayout.BYTES, BucketLayout.COUNT)) {
            for (int i = 0; i < 100_000; i++) {
                long value = random.nextLong() >>> random.nextInt(1, 64);
                int step = layout.indexOf(value) - layout.indexOf(value - 1);
                assertTrue(step == 0 || step == 1, () -> "from " + (value - 1) + " to " + value + ", seed " + SEED);
            }
        }
    }

    @Test
    void doublingAValueMovesItsBucketByExactlyOneOctave() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong(1L << 10, 1L << 36);
            assertEquals(
                    BucketLayout.NANOSECONDS.indexOf(value) + BucketLayout.PER_OCTAVE,
                    BucketLayout.NANOSECONDS.indexOf(2 * value),
                    () -> "value " + value + ", seed " + SEED);
        }
    }

    @Test
    void multiplyingTheMiddleOfABucketByStepsMovesItByAsManyBuckets() {
        for (int bucket = 400; bucket < 500; bucket++) {
            double middle = BucketLayout.NANOSECONDS.representative(bucket);
            for (int steps = -64; steps <= 64; steps++) {
                long moved = Math.round(middle * Math.pow(2.0, steps / 32.0));
                assertEquals(bucket + steps, BucketLayout.NANOSECONDS.indexOf(moved));
            }
        }
    }

    @Test
    void middleOfABucketIsWithinOnePointOnePercentOfItsEdges() {
        for (BucketLayout layout : LOGARITHMIC) {
            for (int bucket = 1; bucket < layout.size() - 1; bucket++) {
                double middle = layout.representative(bucket);
                assertTrue(middle / layout.lowerEdge(bucket) < 1.011, "bucket " + bucket);
                assertTrue(layout.upperEdge(bucket) / middle < 1.011, "bucket " + bucket);
            }
        }
    }

    @Test
    void outermostBucketsAreOpen() {
        for (BucketLayout layout : LOGARITHMIC) {
            int last = layout.size() - 1;
            assertEquals(0.0, layout.lowerEdge(0));
            assertEquals(layout.lowerEdge(1), layout.upperEdge(0));
            assertEquals(Double.POSITIVE_INFINITY, layout.upperEdge(last));
            assertEquals(layout.lowerEdge(last) * Math.pow(2.0, 1 / 64.0), layout.representative(last), 1.0);
            assertEquals(layout.lowerEdge(1) / 2, layout.representative(0));
            assertEquals(last, layout.indexOf(Long.MAX_VALUE));
        }
        assertEquals(Double.POSITIVE_INFINITY, BucketLayout.COUNT.upperEdge(255));
        assertEquals(255, BucketLayout.COUNT.indexOf(Long.MAX_VALUE));
    }

    @Test
    void negativeValuesCountAsZero() {
        for (BucketLayout layout : List.of(BucketLayout.NANOSECONDS, BucketLayout.BYTES, BucketLayout.COUNT)) {
            assertEquals(0, layout.indexOf(-1));
            assertEquals(0, layout.indexOf(Long.MIN_VALUE));
        }
    }

    @Test
    void onlyTheCountsAreLinear() {
        assertTrue(BucketLayout.COUNT.isLinear());
        LOGARITHMIC.forEach(layout -> assertTrue(!layout.isLinear()));
        assertEquals(17.0, BucketLayout.COUNT.representative(17));
    }

    /** The smallest whole number at or above 2^31 times 2^(j/32), found by five integer square roots. */
    private static long ceilOfTwoTo31Times(int j) {
        BigInteger root = BigInteger.ONE.shiftLeft(31 * 32 + j).subtract(BigInteger.ONE);
        for (int i = 0; i < 5; i++) {
            root = root.sqrt();
        }
        return root.longValueExact() + 1;
    }
}
