package io.governance.instance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins samples of threads with the calls that ran on them, by thread and time. Used by one thread.
 *
 * <p>A call that was open when the recording began has only an end; one that was open when it ended has only a start:
 * both are known from their one edge. A sample belongs to the innermost call that was open.
 */
final class Timeline {
    private enum Kind {
        ENTERED,
        LEFT,
        SAMPLE
    }

    private record Point(long atNanos, Kind kind, @Nullable String operation, Profile.@Nullable Frame frame) {}

    private final Map<Long, List<Point>> byThread = new HashMap<>();

    void entered(long thread, long atNanos, String operation) {
        add(thread, new Point(atNanos, Kind.ENTERED, operation, null));
    }

    void left(long thread, long atNanos, String operation) {
        add(thread, new Point(atNanos, Kind.LEFT, operation, null));
    }

    void sample(long thread, long atNanos, Profile.Frame frame) {
        add(thread, new Point(atNanos, Kind.SAMPLE, null, frame));
    }

    private void add(long thread, Point point) {
        byThread.computeIfAbsent(thread, first -> new ArrayList<>()).add(point);
    }

    /** Tells the operation of every sample; the empty name when no call was open. */
    void join(BiConsumer<String, Profile.Frame> told) {
        for (List<Point> points : byThread.values()) {
            points.sort(Comparator.comparingLong(Point::atNanos));
            Deque<String> open = openAtStart(points);
            for (Point point : points) {
                if (point.operation == null) {
                    String innermost = open.peekLast();
                    if (point.frame != null) {
                        told.accept(innermost == null ? "" : innermost, point.frame);
                    }
                } else if (point.kind == Kind.ENTERED) {
                    open.addLast(point.operation);
                } else {
                    open.pollLast();
                }
            }
        }
    }

    /** The first end without a start is that of the innermost call. */
    private static Deque<String> openAtStart(List<Point> points) {
        Deque<String> open = new ArrayDeque<>();
        int depth = 0;
        for (Point point : points) {
            if (point.kind == Kind.ENTERED) {
                depth++;
            } else if (point.kind == Kind.LEFT && depth > 0) {
                depth--;
            } else if (point.kind == Kind.LEFT && point.operation != null) {
                open.addFirst(point.operation);
            }
        }
        return open;
    }
}
