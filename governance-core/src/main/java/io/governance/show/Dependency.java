package io.governance.show;

import io.governance.judge.DependencyKind;
import io.governance.judge.Level;
import io.governance.measure.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One thing the application depends on, asked now and then on a thread that may wait. Down after two failures in a row.
 * A check that hangs is interrupted and fails at its time limit, fails again each period, and is not started a second
 * time before it has ended: it never holds more than one thread.
 */
final class Dependency {
    static final int FAILURES = 2;
    private static final int STALE_PERIODS = 4;

    private final String name;
    private final DependencyKind kind;
    private final Callable<Boolean> check;
    private final Duration period;
    private final Duration timeout;
    private final Time time;
    private long dueNanos;
    private long startedNanos;
    private boolean isRunning;
    private boolean isTimedOut;
    private @Nullable Thread runner;
    private int failures;
    private long notedNanos;
    private long tookNanos;
    private @Nullable Instant at;
    private @Nullable String output;

    Dependency(
            String name, DependencyKind kind, Callable<Boolean> check, Duration period, Duration timeout, Time time) {
        this.name = name;
        this.kind = kind;
        this.check = check;
        this.period = period;
        this.timeout = timeout;
        this.time = time;
        this.dueNanos = time.nanos();
        this.notedNanos = dueNanos;
    }

    String name() {
        return name;
    }

    /** Starts the check when it is due; gives up on one that takes too long. Never waits. */
    void look(Executor checks) {
        if (!isToStart(time.nanos())) {
            return;
        }
        try {
            checks.execute(this::run);
        } catch (RuntimeException | Error e) {
            ended(); // no thread is left: the last result grows stale, which is what is shown
        }
    }

    private synchronized boolean isToStart(long now) {
        boolean isDue = now - dueNanos >= 0;
        if (isDue) {
            dueNanos = now + period.toNanos();
        }
        if (!isRunning) {
            isRunning = isDue;
            isTimedOut = false;
            startedNanos = now;
            return isDue;
        }
        if (isTimedOut ? isDue : now - startedNanos >= timeout.toNanos()) {
            isTimedOut = true;
            note(false, "no answer for " + Duration.ofNanos(now - startedNanos).toMillis() + " ms");
            if (runner != null) {
                runner.interrupt();
            }
        }
        return false;
    }

    private void run() {
        begun();
        boolean isUp = false;
        String said = "the check said no";
        try {
            isUp = check.call();
        } catch (Exception | Error e) {
            said = e.toString();
        } finally {
            finished(isUp, isUp ? null : said);
        }
    }

    private synchronized void begun() {
        runner = Thread.currentThread();
    }

    private synchronized void finished(boolean isUp, @Nullable String said) {
        if (!isTimedOut) {
            note(isUp, said);
        }
        ended();
    }

    /** An interrupt of ours that came too late must not hit the next check on the same thread. */
    private synchronized void ended() {
        if (isTimedOut && runner == Thread.currentThread()) {
            boolean unused = Thread.interrupted();
        }
        runner = null;
        isRunning = false;
    }

    private void note(boolean isUp, @Nullable String said) {
        failures = isUp ? 0 : failures + 1;
        output = said;
        at = time.now();
        notedNanos = time.nanos();
        tookNanos = notedNanos - startedNanos;
    }

    synchronized DependencyState state() {
        long silence = time.nanos() - notedNanos;
        boolean isStale = silence > STALE_PERIODS * period.toNanos() + timeout.toNanos();
        return new DependencyState(
                name,
                kind,
                at == null || isStale ? Level.NO_DATA : level(),
                at,
                tookNanos,
                isStale ? "no result for " + Duration.ofNanos(silence).toSeconds() + " s" : output);
    }

    private Level level() {
        if (failures < FAILURES) {
            return Level.ACCEPTABLE;
        }
        return kind == DependencyKind.OPTIONAL ? Level.WARNING : Level.CRITICAL;
    }
}
