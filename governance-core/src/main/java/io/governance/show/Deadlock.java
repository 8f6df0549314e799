package io.governance.show;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Threads that wait for each other and have done so for a minute: only a restart frees them. For one thread. */
final class Deadlock {
    static final long LIMIT_NANOS = Duration.ofSeconds(60).toNanos();
    static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

    private final Supplier<Set<Long>> deadlocked;
    private Set<Long> stuck = Set.of();
    private long sinceNanos;
    private long dueNanos;

    Deadlock(Supplier<Set<Long>> deadlocked, long nowNanos) {
        this.deadlocked = deadlocked;
        this.dueNanos = nowNanos;
    }

    /** Asks the JVM, which stops it for a moment: every ten seconds is often enough. */
    static Deadlock ofThisProcess(long nowNanos) {
        return new Deadlock(
                () -> {
                    long[] ids = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
                    return ids == null ? Set.of() : Arrays.stream(ids).boxed().collect(Collectors.toSet());
                },
                nowNanos);
    }

    /** Returns whether some threads are among the deadlocked for too long. */
    boolean isLasting(long nowNanos) {
        if (nowNanos - dueNanos >= 0) {
            dueNanos = nowNanos + PERIOD_NANOS;
            Set<Long> found = deadlocked.get();
            Set<Long> still = found.stream().filter(stuck::contains).collect(Collectors.toSet());
            if (still.isEmpty()) {
                sinceNanos = nowNanos;
            }
            stuck = still.isEmpty() ? found : still;
        }
        return !stuck.isEmpty() && nowNanos - sinceNanos >= LIMIT_NANOS;
    }
}
