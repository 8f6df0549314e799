package io.governance.instance;

import java.util.Deque;
import java.util.Iterator;
import java.util.function.ToLongFunction;

/** Keeps readings for the five minutes that an operation's window covers, the one at its start included. */
final class FiveMinutes {
    static final long NANOS = 300_000_000_000L;

    private FiveMinutes() {}

    static <T> void trim(Deque<T> readings, ToLongFunction<T> at) {
        long oldest = at.applyAsLong(readings.getLast()) - NANOS;
        while (readings.size() > 2 && at.applyAsLong(second(readings)) - oldest <= 0) {
            readings.removeFirst();
        }
    }

    private static <T> T second(Deque<T> readings) {
        Iterator<T> all = readings.iterator();
        all.next();
        return all.next();
    }
}
