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

        /** Cuts when it is time to, and returns what came since the last cut. */
        byte[] turn(byte[] total, long[] cells, long now, long[] scratch) {
            if (now - from < step) {
                return NOTHING;
            }
            byte[] counts = NOTHING;
            if (total != before) { // the same counts are the same object
                System.arraycopy(cells, 0, scratch, 0, cells.length);
                Columns.add(before, -1, scratch);
                counts = Columns.pack(scratch);
                pieces.addLast(new Piece(from, now, counts));
                before = total;
            }
            from = now;
            return counts;
        }

        /** Removes what has become too old, and takes it off a sum. */
        boolean leave(long now, long[] sum) {
            boolean isAny = false;
            while (!pieces.isEmpty() && pieces.getFirst().to <= now - length) {
                Columns.add(pieces.removeFirst().counts, -1, sum);
                isAny = true;
            }
            return isAny;
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
        middle.turn(total, cells, now, scratch);
        coarse.turn(total, cells, now, scratch);
        byte[] newest = fine.turn(total, cells, now, scratch);
        Arrays.fill(scratch, 0);
        middle.leave(now, scratch);
        coarse.leave(now, scratch);
        Arrays.fill(scratch, 0);
        boolean isChanged = fine.leave(now, scratch) || newest != NOTHING;
        if (isChanged) { // what judging reads every second is kept added up
            Columns.add(newest, 1, scratch);
            Columns.add(five, 1, scratch);
            five = Columns.pack(scratch);
        }
    }

    int cells() {
        return Columns.size(edges.length);
    }

    /** Everything since the start, up to the last time something was added. */
    synchronized Snapshot collected(long madeNanos) {
        return Columns.snapshot(operation, madeNanos, Math.max(madeNanos, seenNanos), edges, last);
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
        long start = switch (window) {
            case HOUR -> middle.sumToNow(after, last, cells);
            case DAY -> coarse.sumToNow(after, last, cells);
            default -> fine.sum(after, cells);
        };
        return Columns.snapshot(operation, atNanos - (then - start), atNanos, edges, cells);
    }
}
