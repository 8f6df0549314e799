package io.governance.measure;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Snapshots as bytes, and those of several nodes put together. */
final class SnapshotForm {
    private static final int VERSION = 1;
    private static final int LONGEST_NAME = 1_000;
    private static final int MOST_EDGES = 64;

    private SnapshotForm() {}

    static byte[] write(Snapshot snapshot) {
        BitWriter out = new BitWriter();
        out.write(VERSION, 8);
        byte[] name = snapshot.operation().getBytes(StandardCharsets.UTF_8);
        out.gamma(name.length + 1L);
        for (byte part : name) {
            out.write(part, 8);
        }
        out.write(snapshot.fromNanos(), 64);
        out.write(snapshot.toNanos(), 64);
        out.gamma(snapshot.slower().size() + 1L);
        for (long edge : snapshot.slower().keySet()) {
            out.write(edge, 64);
        }
        Columns.pack(Columns.of(snapshot), out);
        return out.toBytes();
    }

    static Snapshot read(byte[] bytes) {
        BitReader in = new BitReader(bytes);
        long version = in.read(8);
        if (version != VERSION) {
            throw new IllegalArgumentException("a snapshot of version " + VERSION + " is read here, found " + version);
        }
        byte[] name = new byte[limited(in.gamma() - 1, LONGEST_NAME, "bytes of name")];
        for (int i = 0; i < name.length; i++) {
            name[i] = (byte) in.read(8);
        }
        long from = in.read(64);
        long to = in.read(64);
        long[] edges = new long[limited(in.gamma() - 1, MOST_EDGES, "lines")];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = in.read(64);
            if (i > 0 && edges[i] <= edges[i - 1]) {
                throw new IllegalArgumentException("lines out of order: " + edges[i] + " after " + edges[i - 1]);
            }
        }
        long[] cells = new long[Columns.size(edges.length)];
        Columns.add(in, 1, cells);
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("more than a snapshot in " + bytes.length + " bytes");
        }
        return Columns.snapshot(new String(name, StandardCharsets.UTF_8), from, to, edges, cells);
    }

    private static int limited(long found, int most, String what) {
        if (found > most) {
            throw new IllegalArgumentException(found + " " + what + ", expected at most " + most);
        }
        return (int) found;
    }

    static Snapshot merge(List<Snapshot> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("nothing to merge: expected at least one snapshot, found none");
        }
        Snapshot first = nodes.get(0);
        Set<Long> common = new TreeSet<>(first.slower().keySet());
        long longest = 0;
        for (Snapshot node : nodes) {
            if (!node.operation().equals(first.operation())) {
                throw new IllegalArgumentException("snapshots of one operation can be merged, found "
                        + first.operation() + " and " + node.operation());
            }
            common.retainAll(node.slower().keySet());
            longest = Math.max(longest, node.toNanos() - node.fromNanos());
        }
        long[] edges = common.stream().mapToLong(Long::longValue).toArray();
        long[] sum = new long[Columns.size(edges.length)];
        for (Snapshot node : nodes) {
            long[] cells = Columns.of(node.at(common));
            Arrays.setAll(sum, i -> sum[i] + cells[i]);
        }
        return Columns.snapshot(first.operation(), 0, longest, edges, sum);
    }
}
