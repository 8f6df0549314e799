package io.governance.leak;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which classes grow while growth is suspected: the difference of two class histograms, at least six hours apart.
 *
 * <p>A histogram stops the JVM for some tenths of a second, so it is taken at most once in six hours, and only right
 * after a collection of the old generation: what is counted then is nearly all alive.
 */
final class GrowingClasses {
    static final Duration PAUSE = Duration.ofHours(6);
    private static final Duration RIGHT_AFTER = Duration.ofSeconds(10);
    private static final int MOST = 10;

    private final Supplier<String> print;
    private final Executor executor;
    private @Nullable ClassHistogram earliest;
    private List<ClassHistogram.Growth> growing = List.of();
    private @Nullable Long askedNanos;

    GrowingClasses(Supplier<String> print, Executor executor) {
        this.print = print;
        this.executor = executor;
    }

    /** Called again and again; asks for a histogram when one is due. */
    synchronized void look(boolean isSuspicious, long sampledNanos, long nowNanos) {
        if (!isSuspicious) {
            earliest = null;
            growing = List.of();
            return;
        }
        boolean isRested = askedNanos == null || nowNanos - askedNanos >= PAUSE.toNanos();
        if (isRested && nowNanos - sampledNanos <= RIGHT_AFTER.toNanos()) {
            askedNanos = nowNanos;
            executor.execute(this::take);
        }
    }

    private void take() {
        ClassHistogram taken = ClassHistogram.parse(print.get());
        synchronized (this) {
            if (earliest == null) {
                earliest = taken;
            } else {
                growing = taken.since(earliest, MOST);
            }
        }
    }

    /** The classes in words, those that grew most first; empty when no two histograms were taken. */
    synchronized String words() {
        return growing.stream().map(ClassHistogram.Growth::toString).collect(Collectors.joining(", "));
    }
}
