package io.governance.leak;

import java.time.Duration;
import java.util.Arrays;

/**
 * What stayed alive after collections of the old generation, in blocks of an hour, for the last 14 days. Immutable, so
 * safe for any thread; 336 blocks at most, about 7 kB.
 *
 * <p>A block keeps its smallest sample: what a collection left behind uncollected can only add to the live set.
 */
public final class LiveSets {
    /** How many blocks are kept. */
    static final int HOURS = 14 * 24;

    private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
    private static final int FIRST_ROOM = 8;

    /**
     * One collection that reached the old generation.
     *
     * @param atNanos when, on the monotonic clock
     * @param liveBytes what the old generation held afterwards
     * @param peakBytes what the whole heap held before; 0 when not known
     */
    public record Sample(long atNanos, long liveBytes, long peakBytes) {}

    private final long limitBytes;
    private final long firstHour;
    private final int size;
    private final double[] lowest;
    private final double[] peaks;
    private final int[] counts;

    private LiveSets(long limitBytes, long firstHour, int size, double[] lowest, double[] peaks, int[] counts) {
        this.limitBytes = limitBytes;
        this.firstHour = firstHour;
        this.size = size;
        this.lowest = lowest;
        this.peaks = peaks;
        this.counts = counts;
    }

    /**
     * Returns a history without samples.
     *
     * @param limitBytes how much the old generation can hold at most
     * @throws IllegalArgumentException when the limit is not positive
     */
    public static LiveSets empty(long limitBytes) {
        if (limitBytes <= 0) {
            throw new IllegalArgumentException(
                    "the limit of the live set: found " + limitBytes + " bytes, expected more than zero");
        }
        return new LiveSets(limitBytes, 0, 0, new double[0], new double[0], new int[0]);
    }

    /** Returns this history with one more sample; a sample older than the last block is left out. */
    public LiveSets with(Sample sample) {
        long hour = hourOf(sample.atNanos());
        if (size > 0 && hour < lastHour()) {
            return this;
        }
        boolean isFresh = size == 0 || hour - lastHour() >= HOURS;
        long first = isFresh ? hour : Math.max(firstHour, hour - HOURS + 1);
        int length = (int) (hour - first) + 1;
        int dropped = isFresh ? size : (int) (first - firstHour);
        int room = Math.max(length, FIRST_ROOM);
        double[] newLowest = moved(lowest, dropped, room);
        double[] newPeaks = moved(peaks, dropped, room);
        int[] newCounts = Arrays.copyOf(Arrays.copyOfRange(counts, Math.min(dropped, size), size), room);
        int last = length - 1;
        double live = Math.max(0.0, (double) sample.liveBytes());
        double peak = (double) sample.peakBytes();
        boolean isFirst = newCounts[last] == 0;
        newLowest[last] = isFirst ? live : Math.min(newLowest[last], live);
        newPeaks[last] = isFirst ? peak : Math.max(newPeaks[last], peak);
        newCounts[last]++;
        return new LiveSets(limitBytes, first, length, newLowest, newPeaks, newCounts);
    }

    private double[] moved(double[] values, int dropped, int room) {
        return Arrays.copyOf(Arrays.copyOfRange(values, Math.min(dropped, size), size), room);
    }

    /** Returns how much the old generation can hold at most. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Returns the number of samples in the blocks that are kept. */
    public long samples() {
        return samples(firstHour, firstHour + size);
    }

    static long hourOf(long nanos) {
        return Math.floorDiv(nanos, HOUR_NANOS);
    }

    boolean isEmpty() {
        return size == 0;
    }

    long firstHour() {
        return firstHour;
    }

    long lastHour() {
        return firstHour + size - 1;
    }

    boolean hasSample(long hour) {
        return hour >= firstHour && hour <= lastHour() && counts[(int) (hour - firstHour)] > 0;
    }

    /** Smallest sample of an hour that has one. */
    double lowest(long hour) {
        return lowest[(int) (hour - firstHour)];
    }

    /** What the heap held at most before a collection in an hour that has a sample. */
    double peak(long hour) {
        return peaks[(int) (hour - firstHour)];
    }

    /** Samples in the hours from the first up to, and without, the second. */
    long samples(long from, long until) {
        long sum = 0;
        for (long hour = Math.max(from, firstHour); hour < Math.min(until, firstHour + size); hour++) {
            sum += counts[(int) (hour - firstHour)];
        }
        return sum;
    }
}
