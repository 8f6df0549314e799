package io.governance.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Snapshots of several nodes: the same bytes in whatever order they are merged, and quantiles within 1.6 %. */
class MergeTest {
    private static final long SEED = 20_270_301L;
    private static final long LINE = Duration.ofMillis(1_500).toNanos();

    private final SplittableRandom random = new SplittableRandom(SEED);

    private List<DoubleSupplier> tenDistributions() {
        Random normal = new Random(SEED);
        return List.of(
                () -> 2e6 * Math.exp(0.5 * normal.nextGaussian()),
                () -> 20e6 * Math.exp(1.5 * normal.nextGaussian()),
                () -> -50e6 * Math.log(1 - random.nextDouble()),
                () -> 5e6 * Math.pow(1 - random.nextDouble(), -1 / 1.2),
                () -> 1e6 + 99e6 * random.nextDouble(),
                () -> random.nextInt(10) == 0 ? 3e9 + 1e8 * normal.nextGaussian() : 4e6 + 4e5 * normal.nextGaussian(),
                () -> 7e6,
                () -> 1e5 * Math.pow(-Math.log(1 - random.nextDouble()), 2),
                () -> Math.abs(1e9 + 2e8 * normal.nextGaussian()),
                () -> 2_000 * Math.exp(17 * random.nextDouble()));
    }

    @Test
    void quantilesOfMergedNodesAreWithin1Point6PercentAndCountsAtTheLinesExact() {
        int number = 0;
        for (DoubleSupplier distribution : tenDistributions()) {
            long[] values = new long[6_000];
            Arrays.setAll(values, i -> Math.max(2_000, Math.min((long) distribution.getAsDouble(), 120_000_000_000L)));
            List<Snapshot> nodes = new ArrayList<>();
            for (int node = 0; node < 3; node++) {
                nodes.add(node(Arrays.copyOfRange(values, node * 2_000, node * 2_000 + 2_000)));
            }
            Snapshot merged = Snapshot.merge(nodes);
            long slower = Arrays.stream(values).filter(value -> value > LINE).count();
            Arrays.sort(values);
            for (double share : new double[] {0.5, 0.75, 0.9, 0.95, 0.99, 0.999}) {
                double exact = values[(int) Math.ceil(share * values.length) - 1];
                Histogram.Quantile read = merged.responseTime().quantileRange(share);
                String where = "distribution " + number + ", quantile " + share + ", seed " + SEED;
                assertEquals(exact, read.value(), 0.016 * exact, where);
                assertTrue(
                        read.low() <= exact && exact <= read.high(), () -> read + " without " + exact + ", " + where);
            }
            assertEquals(slower, merged.slowerThan(LINE), "distribution " + number);
            number++;
        }
    }

    @Test
    void mergingInAnyOrderGivesTheSameBytes() {
        for (int round = 0; round < 20; round++) {
            List<Snapshot> nodes = new ArrayList<>();
            for (DoubleSupplier distribution : tenDistributions()) {
                long[] values = new long[random.nextInt(0, 200)];
                Arrays.setAll(values, i -> (long) distribution.getAsDouble());
                nodes.add(node(values));
            }
            byte[] bytes = Snapshot.merge(nodes).toBytes();
            Collections.shuffle(nodes, new Random(SEED + round));
            assertArrayEquals(bytes, Snapshot.merge(nodes).toBytes(), "seed " + SEED);
            Snapshot inPairs = nodes.get(0);
            for (Snapshot node : nodes.subList(1, nodes.size())) {
                Snapshot sent = Snapshot.parse(node.toBytes());
                inPairs = Snapshot.merge(List.of(sent, inPairs));
            }
            assertArrayEquals(bytes, inPairs.toBytes(), "seed " + SEED);
        }
    }

    @Test
    void aSnapshotIsReadAsItWasWritten() {
        for (DoubleSupplier distribution : tenDistributions()) {
            long[] values = new long[random.nextInt(0, 500)];
            Arrays.setAll(values, i -> (long) distribution.getAsDouble());
            Snapshot written = node(values);
            Snapshot read = Snapshot.parse(written.toBytes());
            assertArrayEquals(written.toBytes(), read.toBytes());
            assertEquals(written.calls(), read.calls());
            assertEquals(written.slower(), read.slower());
            assertEquals(written.operation(), read.operation());
            assertEquals(written.toNanos(), read.toNanos());
            assertArrayEquals(written.queries().toArray(), read.queries().toArray());
        }
    }

    @Test
    void bytesThatAreNoSnapshotAreRefusedWhateverTheyAre() {
        byte[] good = node(new long[] {1, 2_000_000, 3_000_000_000L}).toBytes();
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 8));
            for (int flips = random.nextInt(4); flips > 0 && bad.length > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertTrue(Snapshot.parse(bad).calls() >= 0);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertTrue(refused > 1_000, refused + " refused, seed " + SEED);
    }

    @Test
    void onlySnapshotsOfOneOperationAreMergedAndOnlyLinesThatAllCountStay() {
        Snapshot one = operation(new ManualTime(), LINE).sinceStart();
        Snapshot other = operation(new ManualTime(), 2 * LINE).sinceStart();
        assertEquals(
                List.of(),
                List.copyOf(Snapshot.merge(List.of(one, other)).slower().keySet()));
        Snapshot alien = new Operations(new ManualTime(), new long[0], 1, (name, what) -> {})
                .add("alien")
                .sinceStart();
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> Snapshot.merge(List.of(one, alien)))
                        .getMessage());
        assertTrue(message.contains("orders") && message.contains("alien"), message);
        assertThrows(IllegalArgumentException.class, () -> Snapshot.merge(List.of()));
    }

    private Snapshot node(long[] values) {
        ManualTime time = new ManualTime();
        time.pass(Duration.ofNanos(random.nextLong(1L << 50)));
        Operation operation = operation(time, LINE);
        for (long value : values) {
            operation.run(() -> {
                Objects.requireNonNull(Call.current()).addQueries((int) (value & 3));
                time.pass(Duration.ofNanos(value));
            });
        }
        return operation.sinceStart();
    }

    private static Operation operation(ManualTime time, long line) {
        return new Operations(time, new long[] {line}, 10, (name, what) -> {}).add("orders");
    }
}
