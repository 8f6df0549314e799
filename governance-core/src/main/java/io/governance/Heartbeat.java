package io.governance;

import io.governance.measure.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Runs what is due, one task after the other. Tasks judge and render; none of them does I/O, so one thread is enough.
 */
final class Heartbeat {
    private static final class Task {
        final String name;
        final long periodNanos;
        final Runnable work;
        long dueNanos;

        Task(String name, long periodNanos, Runnable work, long dueNanos) {
            this.name = name;
            this.periodNanos = periodNanos;
            this.work = work;
            this.dueNanos = dueNanos;
        }
    }

    private final Time time;
    private final Complaints complaints;
    private final List<Task> tasks = new CopyOnWriteArrayList<>();

    Heartbeat(Time time, Complaints complaints) {
        this.time = time;
        this.complaints = complaints;
    }

    /** Returns what stops the task. */
    Runnable every(String name, Duration period, Runnable work) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(name + ": found a period of " + period + ", expected more than zero");
        }
        Task task = new Task(name, period.toNanos(), work, time.nanos() + period.toNanos());
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** A task that is late runs once, not once for each turn it missed. */
    synchronized void runDue() {
        for (Task task : tasks) {
            long now = time.nanos();
            if (now - task.dueNanos >= 0) {
                long missed = (now - task.dueNanos) / task.periodNanos;
                task.dueNanos += (missed + 1) * task.periodNanos;
                try {
                    task.work.run();
                } catch (Throwable e) { // generic code may throw checked exceptions that nobody declared
                    Complaints.keepInterrupt(e);
                    complaints.add(task.name + " failed", e);
                }
            }
        }
    }
}
