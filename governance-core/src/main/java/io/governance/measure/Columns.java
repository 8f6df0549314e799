package io.governance.measure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All counts of one operation side by side, as an array to add to and as few bytes to keep.
 *
 * <p>Packed, each table is the range between its first and last count, as differences from one count to the next in a
 * Rice code of fitting width (Rice, Plaunt, IEEE Trans. Commun. 19, 1971): neighbours are alike, so that most take a few
 * bits. The same counts always give the same bytes.
 */
final class Columns {
    private static final List<BucketLayout> TABLES = List.of(
            BucketLayout.NANOSECONDS,
            BucketLayout.NANOSECONDS,
            BucketLayout.NANOSECONDS,
            BucketLayout.BYTES,
            BucketLayout.COUNT,
            BucketLayout.BYTES);
    private static final int CELLS =
            TABLES.stream().mapToInt(BucketLayout::size).sum();
    private static final int COUNTERS = 4;
    private static final long MOST = (1L << 61) - 1;
    private static final int WIDEST = 62;

    private Columns() {}

    static int size(int edges) {
        return CELLS + COUNTERS + edges;
    }

    /** Reads live tables, in the order of a snapshot's components, and counters into one array. */
    static void read(List<Recorder> tables, long[] counters, long[] into) {
        int offset = 0;
        for (int i = 0; i < TABLES.size(); i++) {
            tables.get(i).addTo(into, offset);
            offset += TABLES.get(i).size();
        }
        System.arraycopy(counters, 0, into, offset, counters.length);
    }

    static byte[] pack(long[] cells) {
        BitWriter out = new BitWriter();
        pack(cells, out);
        return out.toBytes();
    }

    static void pack(long[] cells, BitWriter out) {
        int from = 0;
        for (BucketLayout table : TABLES) {
            pack(cells, from, from + table.size(), out);
            from += table.size();
        }
        pack(cells, from, cells.length, out);
    }

    private static void pack(long[] cells, int from, int to, BitWriter out) {
        int first = from;
        while (first < to && cells[first] == 0) {
            first++;
        }
        int end = to;
        while (end > first && cells[end - 1] == 0) {
            end--;
        }
        out.gamma(end - first + 1L);
        if (end == first) {
            return;
        }
        int width = width(cells, first, end);
        out.gamma(first - from + 1L);
        out.gamma(width + 1L);
        long before = 0;
        for (int i = first; i < end; i++) {
            out.rice(zigzag(limited(cells[i]) - before), width);
            before = limited(cells[i]);
        }
    }

    /** About the logarithm of the mean: nothing then takes more than two bits a number beside its own width. */
    private static int width(long[] cells, int first, int end) {
        long before = 0;
        double sum = 0;
        for (int i = first; i < end; i++) {
            sum += zigzag(limited(cells[i]) - before);
            before = limited(cells[i]);
        }
        long mean = (long) (sum / (end - first));
        return mean <= 1 ? 0 : 63 - Long.numberOfLeadingZeros(mean);
    }

    private static long limited(long count) {
        return Math.max(0, Math.min(MOST, count));
    }

    /** Numbers of both signs as numbers that are not negative: 0, -1, 1, -2, 2... */
    private static long zigzag(long step) {
        return (step << 1) ^ (step >> 63);
    }

    /**
     * Adds packed counts to an array, or takes them from it.
     *
     * @throws IllegalArgumentException when the bytes hold anything but the counts of an array of this size
     */
    static void add(byte[] packed, int sign, long[] cells) {
        BitReader in = new BitReader(packed);
        add(in, sign, cells);
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("more than counts in " + packed.length + " bytes");
        }
    }

    static void add(BitReader in, int sign, long[] cells) {
        int from = 0;
        for (BucketLayout table : TABLES) {
            add(in, sign, cells, from, from + table.size());
            from += table.size();
        }
        add(in, sign, cells, from, cells.length);
    }

    private static void add(BitReader in, int sign, long[] cells, int from, int to) {
        int length = limited(in.gamma() - 1, to - from);
        int first = length == 0 ? 0 : limited(in.gamma() - 1, to - from - length);
        int width = length == 0 ? 0 : limited(in.gamma() - 1, WIDEST);
        long count = 0;
        for (int i = from + first; i < from + first + length; i++) {
            count = next(in, width, count);
            cells[i] += sign * count;
        }
    }

    private static int limited(long found, int most) {
        if (found > most) {
            throw new IllegalArgumentException(
                    "these are no counts: found " + found + " where " + most + " is the most");
        }
        return (int) found;
    }

    private static long next(BitReader in, int width, long before) {
        long step = in.rice(width);
        long count = before + ((step >>> 1) ^ -(step & 1));
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("these are no counts: found " + count);
        }
        return count;
    }

    static long[] of(Snapshot snapshot) {
        long[] cells = new long[size(snapshot.slower().size())];
        int offset = 0;
        for (Histogram table : snapshot.tables()) {
            table.addTo(cells, offset, 1);
            offset += table.layout().size();
        }
        cells[offset] = snapshot.errors();
        cells[offset + 1] = snapshot.degraded();
        cells[offset + 2] = snapshot.rejected();
        cells[offset + 3] = snapshot.innerNanos();
        int next = offset + COUNTERS;
        for (long count : snapshot.slower().values()) {
            cells[next++] = count;
        }
        return cells;
    }

    static Snapshot snapshot(String operation, long from, long to, long[] edges, long[] cells) {
        return snapshot(operation, from, to, edges, pack(cells));
    }

    /** Of counts that were packed here, without ever laying them out in full. */
    static Snapshot snapshot(String operation, long from, long to, long[] edges, byte[] packed) {
        BitReader in = new BitReader(packed);
        Histogram[] tables = new Histogram[TABLES.size()];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = table(in, TABLES.get(i));
        }
        long[] counters = new long[COUNTERS + edges.length];
        add(in, 1, counters, 0, counters.length);
        return snapshot(operation, from, to, tables, edges, counters);
    }

    private static Histogram table(BitReader in, BucketLayout layout) {
        int length = limited(in.gamma() - 1, layout.size());
        if (length == 0) {
            return Histogram.empty(layout);
        }
        int first = limited(in.gamma() - 1, layout.size() - length);
        int width = limited(in.gamma() - 1, WIDEST);
        long[] counts = new long[length];
        long count = 0;
        for (int i = 0; i < length; i++) {
            count = next(in, width, count);
            counts[i] = count;
        }
        return Histogram.of(layout, counts, first);
    }

    /** Puts tables and counters, in the order of the components, into a snapshot. */
    static Snapshot snapshot(String operation, long from, long to, Histogram[] tables, long[] edges, long[] counters) {
        Map<Long, Long> slower = new TreeMap<>();
        for (int i = 0; i < edges.length; i++) {
            slower.put(edges[i], counters[COUNTERS + i]);
        }
        return new Snapshot(
                operation,
                from,
                to,
                tables[0],
                tables[1],
                tables[2],
                tables[3],
                tables[4],
                tables[5],
                counters[0],
                counters[1],
                counters[2],
                counters[3],
                slower);
    }
}
