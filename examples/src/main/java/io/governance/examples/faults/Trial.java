package io.governance.examples.faults;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What one run of a case found: figures, and whether everything that must hold did. */
final class Trial {
    /** Returned for what did not happen in time. */
    static final long NEVER = -1;

    /** What is waited for; looking may take a while. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static final long LOOK_MILLIS = 10;

    private final PrintStream out;
    private final Map<String, Number> figures = new LinkedHashMap<>();
    private boolean isPassed = true;

    Trial(PrintStream out) {
        this.out = out;
    }

    /** Keeps a figure; its unit stands in its name. */
    void figure(String name, Number value) {
        figures.put(name, value);
    }

    /** Keeps what callers met. */
    void figures(LoadCounters.Reading load) {
        figure("requests", load.requests());
        figure("failedRequests", load.failed());
        figure("degradedRequests", load.degraded());
        figure("slowRequests", load.slow());
        figure("longestWaitMillis", load.longestMillis());
        load.failures().forEach((reason, count) -> figure("failed." + reason + ".requests", count));
    }

    /** Notes whether something held; a case passes when everything did. */
    void check(boolean held, String what) {
        out.printf(Locale.ROOT, "  [%s] %s%n", held ? "pass" : "FAIL", what);
        isPassed &= held;
    }

    void say(String what) {
        out.printf(Locale.ROOT, "  %s%n", what);
    }

    /**
     * Waits for what must happen.
     *
     * @return milliseconds until it did; {@link #NEVER}, which fails the case, when not within the limit
     */
    long await(String what, Condition condition, Duration limit) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                check(false, what + ": not within " + limit.toMillis() + " ms");
                return NEVER;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        say(what + ": after " + millis + " ms");
        return millis;
    }

    /** Lets time pass under load. */
    static void pass(Duration length) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
    }

    Map<String, Number> figures() {
        return figures;
    }

    boolean isPassed() {
        return isPassed;
    }
}
