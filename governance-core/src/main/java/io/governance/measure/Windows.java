package io.governance.measure;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The past of one operation as packed differences, from which every window follows by adding.
 *
 * <p>Three rings: five seconds for five minutes, five minutes for an hour, an hour for a day. A missed turn (a pause of
 * the JVM) makes a longer difference, never an empty one; turns without a call leave nothing behind. One thread adds,
 * any thread reads. Time here only goes forward: when the clock jumps back it stands still until the next turn.
 */
final class Windows {
    private static final byte[] NOTHING = Columns.pack(new long[Columns.size(0)]);
    private static final Duration ONE_TURN = Duration.ZERO;

    /** One difference. */
    private static final class Piece {
        final long from;
        final long to;
        final byte[] counts;

        Piece(long from, long to, byte[] counts) {
            this.from = from;
            this.to = to;
            this.counts = counts;
        }
    }

    /** The differences of one step that together cover one length; each is cut off the same growing total. */
    private static final class Ring {
        private final Deque<Piece> pieces = new ArrayDeque<>(1);
        private final long step;
        private final long length;
        private long from;
        private byte[] before = NOTHING;

        Ring(Duration step, Duration length) {
            this.step = step.toNanos();
            this.length = length.toNanos();
        }

        /** Cuts when it is time to; what came and what went is noted in the change. */
        void turn(byte[] total, long now, long[] scratch, long[] change) {
            if (now - from < step) {
                return;
            }
            if (total != before) { // the same counts are the same object
                Arrays.fill(scratch, 0);
                Columns.add(total, 1, scratch);
                Columns.add(before, -1, scratch);
                byte[] counts = Columns.pack(scratch);
                pieces.addLast(new Piece(from, now, counts));
                Columns.add(counts, 1, change);
                before = total;
            }
            from = now;
            while (!pieces.isEmpty() && pieces.getFirst().to <= now - length) {
                Columns.add(pieces.removeFirst().counts, -1, change);
            }
        }

        /** Adds up what ended after a time, and returns when the first of it began. */
        long sum(long after, long[] into) {
            long start = after;
            for (Piece piece : pieces) {
                if (piece.to > after) {
                    Columns.add(piece.counts, 1, into);
                    start = Math.min(start, piece.from);
                }
            }
            return start;
        }

        long sumToNow(long after, byte[] total, long[] into) {
            Columns.add(total, 1, into);
            Columns.add(before, -1, into);
            return Math.min(sum(after, into), from);
        }
    }

    private final String operation;
    private final long[] edges;
    private final Ring fine = new Ring(ONE_TURN, Window.FIVE_MINUTES.length());
    private final Ring middle = new Ring(Window.FIVE_MINUTES.length(), Window.HOUR.length());
    private final Ring coarse = new Ring(Window.HOUR.length(), Window.DAY.length());
    private byte[] last = NOTHING;
    private byte[] five = NOTHING;
    private long seenNanos;
    private long now;

    Windows(String operation, long[] edges, long madeNanos) {
        this.operation = operation;
        this.edges = edges;
        this.seenNanos = madeNanos;
    }

    /** Takes all counts so far; both arrays are overwritten. */
    synchronized void add(long[] cells, long[] scratch, long atNanos) {
        now += Math.max(0, atNanos - seenNanos);
        seenNanos = atNanos;
        byte[] total = Columns.pack(cells);
        if (Arrays.equals(total, last)) {
            total = last;
        }
        last = total;
        Arrays.fill(cells, 0);
        fine.turn(total, now, scratch, cells);
        if (!Columns.isEmpty(cells)) { // what judging reads every second is kept added up
            Columns.add(five, 1, cells);
            five = Columns.pack(cells);
        }
        middle.turn(total, now, scratch, cells);
        coarse.turn(total, now, scratch, cells);
    }

    synchronized Snapshot last(Window window, long atNanos) {
        long then = now + Math.max(0, atNanos - seenNanos);
        long after = Math.max(0, then - window.length().toNanos());
        if (window == Window.FIVE_MINUTES) {
            Piece oldest = fine.pieces.peekFirst();
            long start = oldest == null ? after : Math.min(after, oldest.from);
            return Columns.snapshot(operation, atNanos - (then - start), atNanos, edges, five);
        }
        long[] cells = new long[Columns.size(edges.length)];
        long start =
                switch (window) {
                    case HOUR -> middle.sumToNow(after, last, cells);
                    case DAY -> coarse.sumToNow(after, last, cells);
                    default -> fine.sum(after, cells);
                };
        return Columns.snapshot(operation, atNanos - (then - start), atNanos, edges, cells);
    }
}
