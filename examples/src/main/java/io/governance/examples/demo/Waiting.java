package io.governance.examples.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what the application does by itself, with a limit, and shows that something goes on. */
final class Waiting {
    private static final long LOOK_MILLIS = 20;
    private static final long SLOW_MILLIS = 1_000;
    private static final long SHOW_SECONDS = 3;

    private Waiting() {}

    /** Returns whether it came true within the limit. */
    static boolean until(BooleanSupplier condition, Duration limit, Runnable progress) throws InterruptedException {
        return until(condition, limit, progress, LOOK_MILLIS);
    }

    /** The same for a condition that takes a while to look at. */
    static boolean untilSlowly(BooleanSupplier condition, Duration limit, Runnable progress)
            throws InterruptedException {
        return until(condition, limit, progress, SLOW_MILLIS);
    }

    private static boolean until(BooleanSupplier condition, Duration limit, Runnable progress, long lookMillis)
            throws InterruptedException {
        long start = System.nanoTime();
        long shown = start;
        while (!condition.getAsBoolean()) {
            long now = System.nanoTime();
            if (now - start > limit.toNanos()) {
                return false;
            }
            if (now - shown > TimeUnit.SECONDS.toNanos(SHOW_SECONDS)) {
                progress.run();
                shown = now;
            }
            TimeUnit.MILLISECONDS.sleep(lookMillis);
        }
        return true;
    }

    /** Lets the load run for a while. */
    static void load(Duration length, Runnable progress) throws InterruptedException {
        until(() -> false, length, progress);
    }
}
